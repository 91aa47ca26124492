package gateway.http;

import gateway.api.HttpReply.Payload.Events;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;

/**
 * The end of a stream's chain: writes what arrives to the client, one write for each flush, and asks the source for a
 * break while the client does not keep up. Confined to one event loop.
 */
final class Relay implements Receiver, ByteSink {
    private static final int FIRST_BYTES = 512;

    /** Beyond so much unsent the source is asked for a break: what a client that does not read can hold. */
    private static final int UNSENT_BYTES = 8 * 1024;

    private final Connection connection;
    private final HttpServerResponse response;
    private final Events events;
    private final EventWriter writer;
    private final Stream stream;
    private Buffer pending = Buffer.buffer(FIRST_BYTES);
    private boolean waiting;
    private long patience;

    Relay(Connection connection, Events events) {
        this.connection = connection;
        this.response = connection.response();
        this.events = events;
        this.writer = events.writer();
        this.stream = events.answer().stream();
    }

    void start() {
        if (!response.closed() && !response.headWritten()) {
            response.setChunked(true).setWriteQueueMaxSize(UNSENT_BYTES);
        }
        connection.onClose(() -> connection.cancel(patience));
        connection.onCancel(stream::cancel);
        stream.start(this);
    }

    @Override
    public void put(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            pending.appendBytes(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            pending.appendBytes(copy);
        }
    }

    @Override
    public void next(Event event) {
        writer.next(event, this);
    }

    @Override
    public void flush() {
        if (pending.length() > 0 && !response.closed()) {
            response.write(taken());
            connection.keepAlive().written();
            if (response.writeQueueFull() && !waiting) {
                await();
            }
        }
    }

    @Override
    public void end() {
        writer.end(this);
        connection.keepAlive().stop();
        if (!response.closed()) {
            connection.end(taken());
        }
    }

    @Override
    public void fail(Failure failure) {
        writer.fail(events.problem().apply(failure), this);
        connection.keepAlive().stop();
        if (response.closed()) {
            return;
        }
        connection.timely(response.write(taken())).onComplete(done -> connection.cut());
    }

    @Override
    public void cancelled() {
        connection.keepAlive().stop();
        pending = Buffer.buffer();
    }

    private Buffer taken() {
        Buffer taken = pending;
        pending = Buffer.buffer(FIRST_BYTES);
        return taken;
    }

    /** Waits for the client; one that takes nothing for too long is cut. */
    private void await() {
        waiting = true;
        stream.pause();
        patience = connection.timer(connection.writeTimeout(), connection::abort);
        response.drainHandler(drained -> {
            if (waiting) {
                connection.cancel(patience);
                waiting = false;
                stream.resume();
            }
        });
    }
}
