package gateway.api.repeat;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.api.Problems;
import gateway.idempotency.KeptReply;
import gateway.model.Answer;
import gateway.model.Event;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A kept stream, sent once more: the same bytes, a few whole frames at a time. Confined to one event loop. */
final class Replay implements Stream {
    private static final int PIECE_BYTES = 8 * 1024;

    private final byte[] bytes;
    private int at;
    private boolean paused;
    private boolean over;
    private boolean sending;
    private @Nullable Receiver receiver;

    private Replay(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The kept reply as it is sent once more; it must have a body. */
    static HttpReply of(KeptReply kept) {
        ByteBuffer body = Objects.requireNonNull(kept.body(), "a reply without a body cannot be sent");
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        Map<String, String> headers = new LinkedHashMap<>(kept.headers());
        headers.put("x-serai-idempotent-replay", "true");
        Payload payload = kept.stream()
                ? new Payload.Events(
                        new Answer.Streamed(new Replay(bytes)), new Plain(), failure -> Problems.of(failure, ""))
                : new Payload.Bytes(Buffer.buffer(bytes));
        return new HttpReply(kept.status(), headers, payload);
    }

    @Override
    public void start(Receiver to) {
        receiver = to;
        if (over) {
            to.cancelled();
        } else {
            send(to);
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (receiver != null && !over) {
            send(receiver);
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            if (receiver != null) {
                receiver.cancelled();
            }
        }
    }

    private void send(Receiver to) {
        if (sending) {
            return;
        }
        sending = true;
        while (!paused && !over && at < bytes.length) {
            int end = frameEnd(Math.min(at + PIECE_BYTES, bytes.length));
            to.next(new Event(List.of(), ByteBuffer.wrap(bytes, at, end - at)));
            at = end;
            to.flush();
        }
        sending = false;
        if (!over && !paused && at == bytes.length) {
            over = true;
            to.end();
        }
    }

    /** The end of the frame that a place lies in: frames end with an empty line. */
    private int frameEnd(int from) {
        int end = from;
        while (end < bytes.length && !(bytes[end - 1] == '\n' && bytes[end - 2] == '\n')) {
            end++;
        }
        return end;
    }

    /** Writes what is there already. */
    private static final class Plain implements EventWriter {
        @Override
        public void next(Event event, ByteSink out) {
            if (event.raw() != null) {
                out.put(event.raw());
            }
        }

        @Override
        public void end(ByteSink out) {
            // its bytes were kept with the rest
        }

        @Override
        public void fail(Problem problem, ByteSink out) {
            // what is kept does not break off
        }
    }
}
