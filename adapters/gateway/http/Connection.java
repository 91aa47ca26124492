package gateway.http;

import gateway.Ticker;
import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.call.CancelSignal;
import gateway.ingress.Relay;
import gateway.model.Cancellation;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/** One request's way back to its client. Confined to its event loop, but for Cancellation and Executor. */
final class Connection implements Cancellation, Executor {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Map<String, String> STREAM = Map.of(
            "content-type", "text/event-stream; charset=utf-8", "cache-control", "no-cache", "x-accel-buffering", "no");

    /** Bodies up to 99,999 bytes are read to their end even when they are not wanted. */
    private static final int SMALL_BODY_DIGITS = 6;

    private final RoutingContext ctx;
    private final Context eventLoop;
    private final String id;
    private final Duration writeTimeout;
    private final KeepAlive keepAlive;
    private final List<Runnable> onClose = new ArrayList<>();
    private final CancelSignal left = new CancelSignal();
    private boolean closed;
    private boolean replied;
    private boolean last;

    Connection(RoutingContext ctx, String id, ServerOptions options, Ticker ticker) {
        this.ctx = ctx;
        this.eventLoop = ctx.vertx().getOrCreateContext();
        this.id = id;
        this.writeTimeout = options.writeTimeout();
        this.keepAlive = new KeepAlive(this, options.keepAlive(), ticker);
        response().putHeader("x-request-id", id);
        // it also comes, before all else, when the answer has left
        response().closeHandler(over -> close(!response().ended()));
        response().exceptionHandler(lost -> close(true));
    }

    String id() {
        return id;
    }

    String path() {
        // not the normalized one, which a malformed URL does not have
        return Objects.requireNonNullElse(request().path(), "");
    }

    Map<String, String> parameters() {
        return ctx.pathParams();
    }

    HttpServerRequest request() {
        return ctx.request();
    }

    HttpServerResponse response() {
        return ctx.response();
    }

    Duration writeTimeout() {
        return writeTimeout;
    }

    KeepAlive keepAlive() {
        return keepAlive;
    }

    /** This is the last request on its line, on HTTP/2 the last new one: the client is told so, and connects anew. */
    void last() {
        if (request().version() == HttpVersion.HTTP_2) {
            request().connection().goAway(0, Integer.MAX_VALUE);
        } else {
            last = true;
            response().putHeader("connection", "close");
        }
    }

    /** Whether nothing more can be written. */
    boolean isOver() {
        return closed || response().ended() || response().closed();
    }

    /** Tells that the client waits for a stream, which must not stay silent for long. Can be called on any thread. */
    void streaming() {
        execute(() -> {
            if (!replied && !isOver()) {
                onClose(keepAlive::stop);
                keepAlive.start();
            }
        });
    }

    /** Writes a comment between two events, behind the head of a stream, which may have to be sent first. */
    void comment(Buffer comment) {
        if (!response().headWritten()) {
            STREAM.forEach(response()::putHeader);
            response().setChunked(true);
        }
        if (!response().writeQueueFull()) {
            response().write(comment);
        }
    }

    long timer(Duration after, Runnable action) {
        return ctx.vertx().setTimer(after.toMillis(), tick -> action.run());
    }

    void cancel(long timer) {
        ctx.vertx().cancelTimer(timer);
    }

    /** Runs the action once the exchange with the client is over, however it ended. */
    void onClose(Runnable action) {
        if (closed) {
            action.run();
        } else {
            onClose.add(action);
        }
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.runOnContext(go -> task.run());
    }

    @Override
    public boolean isCancelled() {
        return left.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        left.onCancel(action);
    }

    /** Asks for the body where the client waits to be asked (RFC 9110, section 10.1.1). */
    void expectBody() {
        if ("100-continue".equalsIgnoreCase(request().getHeader("expect"))) {
            response().writeContinue();
        }
    }

    /**
     * Refuses a request whose body may still be coming: what comes is dropped for a moment. Then the line is cut,
     * unless the body is a small one, since clients that must come again soon should not have to connect anew.
     */
    void refuse(HttpReply reply) {
        if (!request().isEnded()) {
            request().handler(dropped -> {});
            request().resume();
            if (request().version() != HttpVersion.HTTP_2) {
                boolean small = hasSmallBody() && !last;
                if (!small) {
                    response().putHeader("connection", "close");
                }
                long linger = timer(LINGER, this::cut);
                request().endHandler(end -> {
                    cancel(linger);
                    if (!small) {
                        cut();
                    }
                });
            }
        }
        reply(reply);
    }

    void reply(HttpReply reply) {
        if (replied) {
            return;
        }
        replied = true;
        boolean gone = closed || response().closed();
        boolean begun = response().headWritten();
        if (!gone && !begun) {
            response().setStatusCode(reply.status());
            reply.headers().forEach(response()::putHeader);
        }
        switch (reply.payload()) {
            case Payload.Bytes bytes when gone -> keepAlive.stop();
            case Payload.Bytes bytes when begun -> breakOff(bytes);
            case Payload.Bytes bytes -> {
                keepAlive.stop();
                end(bytes.body());
            }
            // without a client too: the stream must learn of it, or its provider's call would stay open
            case Payload.Events events -> new Relay(new ResponseSink(this), events, this::onCancel).start();
        }
    }

    /** Tells in a stream that has begun why it ends here. */
    private void breakOff(Payload.Bytes bytes) {
        keepAlive.stop();
        Buffer event = bytes.event();
        if (event == null) {
            cut();
        } else {
            response().write(event).onComplete(done -> cut());
        }
    }

    /** Writes the last bytes; the exchange is over once they have left. */
    void end(Buffer bytes) {
        timely(response().end(bytes)).onComplete(done -> {
            if (last && request().isEnded()) {
                request().connection().close();
            }
            close(done.failed());
        });
    }

    /** A write after which the client is cut unless it takes the bytes in time. */
    Future<Void> timely(Future<Void> write) {
        if (!write.isComplete()) {
            long timer = timer(writeTimeout, this::abort);
            write.onComplete(done -> cancel(timer));
        }
        return write;
    }

    /** Answers what is no request, and cuts the line a moment later, so that the answer can still be read. */
    static void lastWords(HttpServerRequest request, String id, HttpReply reply) {
        HttpServerResponse response = request.response();
        response.setStatusCode(reply.status()).putHeader("x-request-id", id).putHeader("connection", "close");
        reply.headers().forEach(response::putHeader);
        if (reply.payload() instanceof Payload.Bytes bytes) {
            response.end(bytes.body());
        }
        Objects.requireNonNull(Vertx.currentContext(), "is called on an event loop")
                .owner()
                .setTimer(LINGER.toMillis(), tick -> request.connection().close());
    }

    /** Ends the connection, or the HTTP/2 stream, in a way that no client takes for a success. */
    void cut() {
        if (request().version() == HttpVersion.HTTP_2) {
            response().reset();
        } else {
            request().connection().close();
        }
        close(true);
    }

    /** Cuts a client that takes nothing: an orderly end would come after all that is unsent, and so never. */
    void abort() {
        if (request().version() != HttpVersion.HTTP_2 && request().connection() instanceof ConnectionBase connection) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.channel().unsafe().close(connection.channel().voidPromise());
        }
        cut();
    }

    private boolean hasSmallBody() {
        String length = request().getHeader("content-length");
        return length != null
                && length.length() < SMALL_BODY_DIGITS
                && request().getHeader("expect") == null;
    }

    private void close(boolean lost) {
        if (closed) {
            return;
        }
        closed = true;
        if (lost) {
            left.cancel();
        }
        onClose.forEach(Runnable::run);
    }
}
