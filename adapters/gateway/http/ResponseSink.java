package gateway.http;

import gateway.ingress.Sink;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Writes a streamed answer into an HTTP response. Confined to one event loop. */
final class ResponseSink implements Sink {
    /** Beyond so much unsent the source is asked for a break: what a client that does not read can hold. */
    private static final int UNSENT_BYTES = 8 * 1024;

    private final Connection connection;
    private final HttpServerResponse response;
    private boolean waiting;
    private long patience;

    ResponseSink(Connection connection) {
        this.connection = connection;
        this.response = connection.response();
        if (!response.closed() && !response.headWritten()) {
            response.setChunked(true).setWriteQueueMaxSize(UNSENT_BYTES);
        }
        connection.onClose(() -> connection.cancel(patience));
    }

    @Override
    public void write(Buffer frames) {
        if (!response.closed()) {
            response.write(frames);
            connection.keepAlive().written();
        }
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        waiting = true;
        patience = connection.timer(connection.writeTimeout(), connection::abort);
        response.drainHandler(drained -> {
            if (waiting) {
                connection.cancel(patience);
                waiting = false;
                action.run();
            }
        });
    }

    @Override
    public void end(Buffer last) {
        connection.keepAlive().stop();
        if (!response.closed()) {
            connection.end(last);
        }
    }

    @Override
    public void fail(Buffer last) {
        connection.keepAlive().stop();
        if (!response.closed()) {
            connection.timely(response.write(last)).onComplete(done -> connection.cut());
        }
    }

    @Override
    public void stopped() {
        connection.keepAlive().stop();
    }

    @Override
    public boolean isClosed() {
        return response.closed();
    }
}
