package gateway.api.response;

import gateway.api.HttpReply.Payload.Events;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * Keeps the answer of a stream before its client is sent the end, so that it can be gone on from at once. One that
 * broke off is not kept. Confined to one event loop.
 */
final class KeptStream implements EventWriter {
    private final Keeping keeping;
    private final EventWriter writer;
    private final Executor relay;
    private final Buffer last = Buffer.buffer();

    /** Takes what keeps it, who writes it, and the event loop. */
    KeptStream(Keeping keeping, EventWriter writer, Executor relay) {
        this.keeping = keeping;
        this.writer = writer;
        this.relay = relay;
    }

    /** The same events. */
    Events of(Events events) {
        return new Events(events.answer().through(Stage::new), this, events.problem());
    }

    @Override
    public void next(Event event, ByteSink out) {
        writer.next(event, out);
    }

    @Override
    public void end(ByteSink out) {
        if (last.length() > 0) {
            out.put(ByteBuffer.wrap(last.getBytes()));
        }
    }

    @Override
    public void fail(Problem problem, ByteSink out) {
        writer.fail(problem, out);
    }

    private void collect(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        last.appendBytes(copy);
    }

    /** The last place of the stream's chain before the client. */
    private final class Stage implements Receiver {
        private final Receiver next;

        Stage(Receiver next) {
            this.next = next;
        }

        @Override
        public void next(Event event) {
            next.next(event);
        }

        @Override
        public void flush() {
            next.flush();
        }

        @Override
        public void end() {
            writer.end(KeptStream.this::collect);
            String frames = last.toString(StandardCharsets.UTF_8);
            Thread.startVirtualThread(() -> {
                keeping.keepEnd(frames);
                relay.execute(next::end);
            });
        }

        @Override
        public void fail(Failure failure) {
            next.fail(failure);
        }

        @Override
        public void cancelled() {
            next.cancelled();
        }
    }
}
