package gateway.websocket;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.call.CancelSignal;
import gateway.ingress.DataFrames;
import gateway.ingress.MessageSink;
import gateway.ingress.Relay;
import gateway.model.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request on a connection, from its message to the last of its answer. All but {@link Cancellation} is confined to
 * the connection's event loop.
 */
final class SocketCall implements Cancellation, MessageSink {
    private final Session session;
    private final String id;
    private final int bytes;
    private final CancelSignal left = new CancelSignal();
    private volatile @Nullable String requestId;
    private Runnable leave = () -> {};
    private boolean over;

    SocketCall(Session session, String id, int bytes) {
        this.session = session;
        this.id = id;
        this.bytes = bytes;
    }

    String id() {
        return id;
    }

    /** Bytes of its message, held in memory until it is over. */
    int bytes() {
        return bytes;
    }

    /** Our own name of it, once it has one. */
    void requestId(String own) {
        requestId = own;
    }

    /** What is to be run once it is over. */
    void onOver(Runnable action) {
        leave = action;
    }

    /** The client wants no more of it, or has left. */
    void cancel() {
        left.cancel();
    }

    void reply(HttpReply reply) {
        switch (reply.payload()) {
            case Payload.Bytes bytes when isCancelled() -> stopped();
            case Payload.Bytes bytes -> {
                String body = bytes.body().toString(StandardCharsets.UTF_8);
                last(
                        reply.status() < 400
                                ? ServerMessage.response(id, reply.status(), headers(reply), body)
                                : ServerMessage.error(id, reply.status(), headers(reply), body));
            }
            case Payload.Events events -> {
                if (!isCancelled()) {
                    session.send(ServerMessage.response(id, reply.status(), headers(reply), null));
                }
                // when isCancelled() too: the stream must learn of it, or its provider's call would stay open
                new Relay(new DataFrames(this), events, this::onCancel).start();
            }
        }
    }

    @Override
    public boolean isCancelled() {
        return left.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        left.onCancel(action);
    }

    @Override
    public void message(String json) {
        if (!isCancelled()) {
            session.send(ServerMessage.chunk(id, json));
        }
    }

    @Override
    public void continuedBy(String deployment) {
        if (!isCancelled()) {
            session.send(ServerMessage.continued(id, deployment));
        }
    }

    @Override
    public boolean isFull() {
        return session.isFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        session.whenDrained(action);
    }

    @Override
    public void end() {
        last(ServerMessage.end(id));
    }

    @Override
    public void fail(@Nullable String json) {
        last(ServerMessage.brokeOff(id, json));
    }

    @Override
    public void stopped() {
        last(ServerMessage.cancelled(id));
    }

    @Override
    public boolean isClosed() {
        return left.isCancelled();
    }

    /** Keeps the request's place until its answer has left, so that a client that does not read can hold little. */
    private void last(String message) {
        if (!over) {
            over = true;
            session.send(message).onComplete(sent -> {
                session.over(this);
                leave.run();
            });
        }
    }

    private Map<String, String> headers(HttpReply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        String own = requestId;
        if (own != null) {
            headers.put("x-request-id", own);
        }
        headers.putAll(reply.headers());
        if (session.isLastAnswer()) {
            headers.put("connection", "close");
        }
        return headers;
    }
}
