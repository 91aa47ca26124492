package gateway.websocket;

import gateway.api.ClientHeaders;
import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.ingress.CallIntake.Arrival;
import gateway.model.Refusal;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection. Confined to its event loop, but for {@link #close}. */
final class Session {
    static final short UNSUPPORTED = 1003;
    static final short TOO_BIG = 1009;
    static final short TRY_AGAIN = 1013;
    static final short GOING_AWAY = 1001;
    static final String STOPPING = "the gateway is stopping: connect again";

    /** Beyond so much unsent the sources are asked for a break. */
    private static final int UNSENT_BYTES = 32 * 1024;

    /** Messages that wait for a client that sends but does not read. */
    private static final int MOST_UNSENT = 4096;

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final WebSocketIngress ingress;
    private final ServerWebSocket socket;
    private final ConnectionBase line;
    private final Function<String, @Nullable String> upgrade;
    private final Vertx vertx;
    private final Context eventLoop;
    private final Map<String, SocketCall> calls = new HashMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private Buffer message = Buffer.buffer();
    private boolean answersPings = true;
    private boolean moved;
    private int unsent;
    private long pings;
    private long patience = -1;
    private boolean closed;

    Session(
            WebSocketIngress ingress,
            Vertx vertx,
            ServerWebSocket socket,
            ConnectionBase line,
            Function<String, @Nullable String> upgrade) {
        this.ingress = ingress;
        this.socket = socket;
        this.line = line;
        this.upgrade = upgrade;
        this.vertx = vertx;
        this.eventLoop = vertx.getOrCreateContext();
    }

    void start() {
        socket.setWriteQueueMaxSize(UNSENT_BYTES);
        socket.closeHandler(gone -> gone());
        socket.exceptionHandler(lost -> {});
        socket.frameHandler(this::frame);
        socket.pongHandler(pong -> answersPings = true);
        pings = vertx.setPeriodic(ingress.options().ping().toMillis(), tick -> ping());
    }

    /** Ends the connection in order, or without if the client does not take part. May be called on any thread. */
    void close(short code, String reason) {
        eventLoop.runOnContext(go -> {
            if (!closed) {
                socket.close(code, reason);
                vertx.setTimer(CLOSING.toMillis(), tick -> abort());
            }
        });
    }

    /** Ends the connection once nothing is under way on it. May be called on any thread. */
    void retire() {
        eventLoop.runOnContext(go -> retireIfIdle());
    }

    /** Whether clients are to open another connection for their next request. */
    boolean isLastAnswer() {
        return ingress.limits().isDraining();
    }

    boolean isFull() {
        return socket.writeQueueFull();
    }

    /** Runs the action once when the client has taken what waited. */
    void whenDrained(Runnable action) {
        waiting.add(action);
        socket.drainHandler(drained -> {
            List<Runnable> ready = List.copyOf(waiting);
            waiting.clear();
            ready.forEach(Runnable::run);
        });
    }

    /** Sends a message; drops it if the client has left. */
    Future<Void> send(String text) {
        if (closed || socket.isClosed()) {
            return Future.succeededFuture();
        }
        unsent++;
        if (unsent > MOST_UNSENT) {
            abort();
        }
        Future<Void> sent = socket.writeTextMessage(text);
        sent.onComplete(done -> {
            unsent--;
            moved = true;
        });
        if (!sent.isComplete() && patience < 0) {
            watch();
        }
        return sent;
    }

    void over(SocketCall call) {
        ingress.limits().release(call.bytes());
        calls.remove(call.id(), call);
        if (ingress.isLeaving()) {
            retireIfIdle();
        }
    }

    private void retireIfIdle() {
        if (calls.isEmpty()) {
            close(GOING_AWAY, STOPPING);
        }
    }

    private void frame(WebSocketFrame frame) {
        answersPings = true;
        if (frame.isBinary()) {
            close(UNSUPPORTED, "messages are JSON text");
        } else if (frame.isText() || frame.isContinuation()) {
            take(frame);
        }
    }

    private void take(WebSocketFrame frame) {
        Buffer data = frame.binaryData();
        if (closed || socket.isClosed()) {
            return;
        }
        if (message.length() + (long) data.length() > ingress.options().maxMessageBytes()) {
            drop();
            close(TOO_BIG, "a message may have " + ingress.options().maxMessageBytes() + " bytes");
        } else if (!ingress.limits().hold(data.length())) {
            drop();
            close(TRY_AGAIN, "too much is under way: come again later");
        } else {
            message.appendBuffer(data);
            if (frame.isFinal()) {
                Buffer whole = message;
                message = Buffer.buffer();
                take(whole);
            }
        }
    }

    private void take(Buffer whole) {
        try {
            switch (ClientMessage.read(whole)) {
                case ClientMessage.Request request -> begin(request, whole.length());
                case ClientMessage.Cancel cancel -> {
                    ingress.limits().release(whole.length());
                    SocketCall call = calls.get(cancel.id());
                    if (call != null) {
                        call.cancel();
                    }
                }
            }
        } catch (ClientMessage.MalformedException e) {
            ingress.limits().release(whole.length());
            refuse(e.id(), new Refusal.Malformed(e.problem(), null));
        }
    }

    private void begin(ClientMessage.Request request, int bytes) {
        Refusal refusal = null;
        if (calls.containsKey(request.id())) {
            refusal = new Refusal.Conflict("a request with this id is under way on this connection: take another id");
        } else if (calls.size() >= ingress.options().maxRequests()) {
            refusal = new Refusal.RateLimited("requests at once on one connection", Duration.ofSeconds(1));
        } else if (ingress.isLeaving()) {
            refusal = new Refusal.Stopping();
        }
        if (refusal != null) {
            ingress.limits().release(bytes);
            refuse(request.id(), refusal);
            return;
        }
        SocketCall call = new SocketCall(this, request.id(), bytes);
        calls.put(request.id(), call);
        ClientHeaders headers = ClientHeaders.from(name -> {
            String own = request.headers().get(name);
            return own == null ? upgrade.apply(name) : own;
        });
        Arrival arrival = new Arrival(
                WebSocketIngress.ROUTE,
                WebSocketIngress.PATH,
                headers,
                request.body(),
                task -> eventLoop.runOnContext(go -> task.run()),
                call,
                () -> {});
        call.onOver(ingress.take(arrival, call));
    }

    private void refuse(@Nullable String id, Refusal refusal) {
        HttpReply reply = ingress.refusal(refusal);
        if (reply.payload() instanceof Payload.Bytes bytes) {
            send(ServerMessage.error(
                    id, reply.status(), reply.headers(), bytes.body().toString(StandardCharsets.UTF_8)));
        }
    }

    private void ping() {
        if (closed) {
            return;
        }
        // a client that has much to read yet is watched as it reads
        if (!answersPings && unsent == 0) {
            abort();
        } else {
            answersPings = false;
            socket.writePing(Buffer.buffer());
        }
    }

    private void watch() {
        moved = false;
        patience = vertx.setTimer(ingress.options().writeTimeout().toMillis(), tick -> {
            patience = -1;
            if (unsent > 0 && !closed) {
                if (moved) {
                    watch();
                } else {
                    abort();
                }
            }
        });
    }

    /** An orderly end would come after all that is still to be written, and so never. */
    private void abort() {
        if (!closed) {
            line.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            line.channel().unsafe().close(line.channel().voidPromise());
        }
    }

    private void drop() {
        ingress.limits().release(message.length());
        message = Buffer.buffer();
    }

    private void gone() {
        if (closed) {
            return;
        }
        closed = true;
        vertx.cancelTimer(pings);
        vertx.cancelTimer(patience);
        drop();
        List.copyOf(calls.values()).forEach(SocketCall::cancel);
        waiting.clear();
        ingress.gone(this);
    }
}
