package gateway.api.repeat;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload.Events;
import gateway.idempotency.KeptReply;
import gateway.idempotency.OpenClaim;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is sent of a stream, up to what may be kept. A complete stream is kept before the client is sent its
 * end; one that broke off, or whose client left before the end, is not kept. Confined to one event loop.
 */
final class Recording implements EventWriter, ByteSink {
    /** The lines by which clients of OpenAI's and Anthropic's API know that an answer is complete. */
    private static final Set<String> END_MARKS = Set.of("data: [DONE]", "event: message_stop");

    private static final int TAIL_BYTES = 128;

    private final OpenClaim claim;
    private final HttpReply reply;
    private final EventWriter writer;
    private final Executor relay;
    private final Buffer last = Buffer.buffer();
    private @Nullable Buffer sent = Buffer.buffer();
    private Buffer tail = Buffer.buffer();
    private @Nullable ByteSink out;

    /** Takes the claim, the reply that it is about, who writes it, and the event loop. */
    Recording(OpenClaim claim, HttpReply reply, EventWriter writer, Executor relay) {
        this.claim = claim;
        this.reply = reply;
        this.writer = writer;
        this.relay = relay;
    }

    /** The same events, which are collected on their way. */
    Events of(Events events) {
        return new Events(events.answer().through(Stage::new), this, events.problem());
    }

    @Override
    public void next(Event event, ByteSink to) {
        out = to;
        writer.next(event, this);
    }

    @Override
    public void end(ByteSink to) {
        if (last.length() > 0) {
            to.put(ByteBuffer.wrap(last.getBytes()));
        }
    }

    @Override
    public void fail(Problem problem, ByteSink to) {
        writer.fail(problem, to);
    }

    @Override
    public void put(ByteBuffer bytes) {
        collect(copy(bytes));
        if (out != null) {
            out.put(bytes);
        }
    }

    private void collect(byte[] bytes) {
        tail.appendBytes(bytes);
        if (tail.length() > TAIL_BYTES) {
            tail = tail.getBuffer(tail.length() - TAIL_BYTES, tail.length());
        }
        if (sent != null && sent.length() + bytes.length > claim.maxBytes()) {
            sent = null;
        } else if (sent != null) {
            sent.appendBytes(bytes);
        }
    }

    private KeptReply whole() {
        return new KeptReply(
                reply.status(), reply.headers(), sent == null ? null : ByteBuffer.wrap(sent.getBytes()), true);
    }

    /** Whether the client has been told the end. No other line reads so: texts in JSON have no line breaks. */
    private boolean hasEndMark() {
        return tail.toString(StandardCharsets.ISO_8859_1).lines().anyMatch(END_MARKS::contains);
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
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
            writer.end(bytes -> {
                byte[] copy = copy(bytes);
                last.appendBytes(copy);
                collect(copy);
            });
            KeptReply whole = whole();
            Thread.startVirtualThread(() -> {
                claim.keep(whole);
                relay.execute(next::end);
            });
        }

        @Override
        public void fail(Failure failure) {
            Thread.startVirtualThread(claim::release);
            next.fail(failure);
        }

        @Override
        public void cancelled() {
            // some clients leave as soon as they have read the last frame
            if (hasEndMark()) {
                KeptReply whole = whole();
                Thread.startVirtualThread(() -> claim.keep(whole));
            } else {
                Thread.startVirtualThread(claim::release);
            }
            next.cancelled();
        }
    }
}
