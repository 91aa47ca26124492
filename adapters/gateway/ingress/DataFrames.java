package gateway.ingress;

import gateway.wire.HandoverNotice;
import gateway.wire.sse.SseFrame;
import gateway.wire.sse.SseReader;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of server-sent events off an answer, for transports with messages of their own: each event's data
 * becomes one message. Comments and the mark {@code [DONE]} are dropped, but for the one that tells who goes on.
 * Confined to one event loop.
 */
public final class DataFrames implements Sink {
    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;
    private static final String DONE = "[DONE]";

    private final MessageSink messages;
    private final SseReader reader = new SseReader(MAX_FRAME_BYTES);

    /** Takes who gets the messages. */
    public DataFrames(MessageSink messages) {
        this.messages = messages;
    }

    @Override
    public void write(Buffer frames) {
        read(frames, messages::message);
    }

    @Override
    public boolean isFull() {
        return messages.isFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        messages.whenDrained(action);
    }

    @Override
    public void end(Buffer last) {
        write(last);
        messages.end();
    }

    @Override
    public void fail(Buffer last) {
        Last error = new Last(messages);
        read(last, error::take);
        messages.fail(error.json);
    }

    @Override
    public void stopped() {
        messages.stopped();
    }

    @Override
    public boolean isClosed() {
        return messages.isClosed();
    }

    private void read(Buffer frames, Consumer<String> each) {
        reader.read(frames.getBytes(), frame -> {
            String json = json(frame);
            String raw = json.isEmpty() ? text(frame.raw()) : "";
            if (raw.startsWith(HandoverNotice.BEGINNING)) {
                messages.continuedBy(
                        raw.substring(HandoverNotice.BEGINNING.length()).strip());
            }
            if (!json.isBlank() && !json.equals(DONE)) {
                each.accept(json);
            }
        });
    }

    private static String json(SseFrame frame) {
        return text(frame.data());
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    /** The last event is the error; what was pending before it is passed on. */
    private static final class Last {
        private final MessageSink messages;
        private @Nullable String json;

        Last(MessageSink messages) {
            this.messages = messages;
        }

        void take(String next) {
            if (json != null) {
                messages.message(json);
            }
            json = next;
        }
    }
}
