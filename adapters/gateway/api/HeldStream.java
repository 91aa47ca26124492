package gateway.api;

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
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose client is sent the end only once what came before has been kept. It collects what is sent, up to a
 * bound. Confined to one event loop; the {@link Keeper} runs on virtual threads and may block.
 */
public final class HeldStream implements EventWriter, ByteSink {
    /** The lines by which clients of OpenAI's and Anthropic's API know that an answer is complete. */
    private static final Set<String> END_MARKS = Set.of("data: [DONE]", "event: message_stop");

    private static final int TAIL_BYTES = 128;

    private final EventWriter writer;
    private final Executor relay;
    private final int most;
    private final Keeper keeper;
    private final Buffer last = Buffer.buffer();
    private @Nullable Buffer sent = Buffer.buffer();
    private Buffer tail = Buffer.buffer();
    private @Nullable ByteSink out;

    /**
     * Takes what it stands between.
     *
     * @param writer who writes the events
     * @param relay the event loop
     * @param most how many bytes are collected; 0 = none
     */
    public HeldStream(EventWriter writer, Executor relay, int most, Keeper keeper) {
        this.writer = writer;
        this.relay = relay;
        this.most = most;
        this.keeper = keeper;
    }

    /** Is told once how the stream has ended. */
    public interface Keeper {
        /**
         * It is complete.
         *
         * @param sent all of it; null where it is longer than what is collected
         * @param last the frames of its end
         */
        void complete(@Nullable ByteBuffer sent, ByteBuffer last);

        /** It broke off, or its client has left before the end. */
        void incomplete();
    }

    /** The same events, held at their end. */
    public Events of(Events events) {
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
        if (sent != null && sent.length() + bytes.length > most) {
            sent = null;
        } else if (sent != null) {
            sent.appendBytes(bytes);
        }
    }

    /** Whether the client has been told the end. No other line reads so: texts in JSON have no line breaks. */
    private boolean hasEndMark() {
        return tail.toString(StandardCharsets.ISO_8859_1).lines().anyMatch(END_MARKS::contains);
    }

    private void complete(Runnable then) {
        ByteBuffer all = sent == null ? null : ByteBuffer.wrap(sent.getBytes());
        ByteBuffer end = ByteBuffer.wrap(last.getBytes());
        Thread.startVirtualThread(() -> {
            keeper.complete(all, end);
            then.run();
        });
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
            complete(() -> relay.execute(next::end));
        }

        @Override
        public void fail(Failure failure) {
            Thread.startVirtualThread(keeper::incomplete);
            next.fail(failure);
        }

        @Override
        public void cancelled() {
            // some clients leave as soon as they have read the last frame
            if (hasEndMark()) {
                complete(() -> {});
            } else {
                Thread.startVirtualThread(keeper::incomplete);
            }
            next.cancelled();
        }
    }
}
