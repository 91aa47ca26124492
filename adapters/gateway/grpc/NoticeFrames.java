package gateway.grpc;

import gateway.ingress.DataFrames;
import gateway.ingress.Sink;
import gateway.wire.HandoverNotice;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Takes the notice of a handover out of the comments of a stream; all else becomes messages. */
final class NoticeFrames implements Sink {
    private static final byte[] MARK = HandoverNotice.BEGINNING.getBytes(StandardCharsets.US_ASCII);

    private final EventStream events;
    private final DataFrames frames;

    NoticeFrames(EventStream events) {
        this.events = events;
        this.frames = new DataFrames(events);
    }

    @Override
    public void write(Buffer buffer) {
        look(buffer);
        frames.write(buffer);
    }

    @Override
    public boolean isFull() {
        return frames.isFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        frames.whenDrained(action);
    }

    @Override
    public void end(Buffer last) {
        look(last);
        frames.end(last);
    }

    @Override
    public void fail(Buffer last) {
        look(last);
        frames.fail(last);
    }

    @Override
    public void stopped() {
        frames.stopped();
    }

    @Override
    public boolean isClosed() {
        return frames.isClosed();
    }

    /** Comments stand at the beginning of a line; text of the answer never does. */
    private void look(Buffer buffer) {
        for (int i = 0; i + MARK.length <= buffer.length(); i++) {
            if (buffer.getByte(i) == MARK[0] && (i == 0 || buffer.getByte(i - 1) == '\n') && isMark(buffer, i)) {
                int end = i + MARK.length;
                while (end < buffer.length() && buffer.getByte(end) != '\n') {
                    end++;
                }
                String deployment = buffer.getString(i + MARK.length, end).strip();
                events.notice(
                        "continued",
                        JsonCodec.object().put("deployment", deployment).toString());
            }
        }
    }

    private static boolean isMark(Buffer buffer, int at) {
        for (int i = 0; i < MARK.length; i++) {
            if (buffer.getByte(at + i) != MARK[i]) {
                return false;
            }
        }
        return true;
    }
}
