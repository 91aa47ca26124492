package gateway.ingress;

import gateway.api.HttpReply.Payload.Events;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The end of a stream's chain: writes what arrives to the caller, one write for each flush, and asks the source for a
 * break while the caller does not keep up. Confined to one event loop.
 */
public final class Relay implements Receiver, ByteSink {
    private static final int FIRST_BYTES = 512;

    private final Sink sink;
    private final Events events;
    private final EventWriter writer;
    private final Stream stream;
    private final Consumer<Runnable> onCancel;
    private Buffer pending = Buffer.buffer(FIRST_BYTES);
    private boolean waiting;

    /**
     * Starts nothing yet.
     *
     * @param onCancel is given what is to be run when the caller leaves
     */
    public Relay(Sink sink, Events events, Consumer<Runnable> onCancel) {
        this.sink = sink;
        this.events = events;
        this.writer = events.writer();
        this.stream = events.answer().stream();
        this.onCancel = onCancel;
    }

    /**
     * Begins; a caller that has left already ends the stream at once. A stage that cannot begin ends it by an error, so
     * that nobody waits for nothing.
     *
     * @throws RuntimeException what the stage has thrown
     */
    public void start() {
        onCancel.accept(stream::cancel);
        try {
            stream.start(this);
        } catch (RuntimeException e) {
            stream.cancel();
            fail(Failure.of(Failure.Kind.BROKEN, "not_begun"));
            throw e;
        }
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
        if (pending.length() > 0 && !sink.isClosed()) {
            sink.write(taken());
            if (!waiting && sink.isFull()) {
                await();
            }
        }
    }

    @Override
    public void end() {
        writer.end(this);
        sink.end(taken());
    }

    @Override
    public void fail(Failure failure) {
        writer.fail(events.problem().apply(failure), this);
        sink.fail(taken());
    }

    @Override
    public void cancelled() {
        pending = Buffer.buffer();
        sink.stopped();
    }

    private Buffer taken() {
        Buffer taken = pending;
        pending = Buffer.buffer(FIRST_BYTES);
        return taken;
    }

    private void await() {
        waiting = true;
        stream.pause();
        sink.whenDrained(() -> {
            waiting = false;
            stream.resume();
        });
    }
}
