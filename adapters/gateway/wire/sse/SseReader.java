package gateway.wire.sse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into frames. Lines may end with CR, LF or CR LF; a frame ends with an empty line. Confined to one
 * event loop.
 */
public final class SseReader {
    private static final byte[] NOTHING = {};
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);

    private final int maxFrameBytes;
    private byte[] held = NOTHING;
    private int scanned;

    /**
     * Starts at the beginning of a stream.
     *
     * @param maxFrameBytes frames beyond it are an error
     */
    public SseReader(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Reads more bytes.
     *
     * @param bytes the next piece of the stream; not kept
     * @param frames gets each frame that is complete now
     * @throws FrameTooLongException if a frame is longer than allowed
     */
    public void read(byte[] bytes, Consumer<SseFrame> frames) {
        byte[] all = held.length == 0 ? bytes : join(held, bytes);
        int start = 0;
        int at = scanned;
        while (at < all.length) {
            int end = frameEnd(all, at);
            if (end < 0) {
                break;
            }
            frames.accept(frame(all, start, end));
            start = end;
            at = end;
        }
        held = start == all.length ? NOTHING : Arrays.copyOfRange(all, start, all.length);
        if (held.length > maxFrameBytes) {
            throw new FrameTooLongException(maxFrameBytes);
        }
        scanned = Math.max(0, held.length - 3);
    }

    /**
     * The last frame, where the stream ended without an empty line; null if nothing but white space is left.
     *
     * @return what is left, as a frame
     */
    public @Nullable SseFrame rest() {
        byte[] left = held;
        held = NOTHING;
        return new String(left, StandardCharsets.UTF_8).isBlank() ? null : frame(left, 0, left.length);
    }

    /** Finds the end of the empty line that ends a frame, or -1. */
    private static int frameEnd(byte[] all, int from) {
        for (int i = from; i < all.length; i++) {
            if (all[i] == '\n') {
                if (i + 1 < all.length && all[i + 1] == '\n') {
                    return i + 2;
                }
                if (i + 2 < all.length && all[i + 1] == '\r' && all[i + 2] == '\n') {
                    return i + 3;
                }
            } else if (all[i] == '\r' && i + 1 < all.length && all[i + 1] == '\r') {
                return i + 2;
            }
        }
        return -1;
    }

    private static SseFrame frame(byte[] all, int start, int end) {
        String event = null;
        int dataFrom = 0;
        int dataTo = 0;
        ByteArrayOutputStream joined = null;
        int at = start;
        while (at < end) {
            int lineEnd = at;
            while (lineEnd < end && all[lineEnd] != '\n' && all[lineEnd] != '\r') {
                lineEnd++;
            }
            int colon = at;
            while (colon < lineEnd && all[colon] != ':') {
                colon++;
            }
            int value = colon + 1 < lineEnd && all[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, lineEnd);
            if (Arrays.equals(all, at, colon, DATA, 0, DATA.length)) {
                if (dataFrom == 0) {
                    dataFrom = value;
                    dataTo = lineEnd;
                } else {
                    if (joined == null) {
                        joined = new ByteArrayOutputStream();
                        joined.write(all, dataFrom, dataTo - dataFrom);
                    }
                    joined.write('\n');
                    joined.write(all, value, lineEnd - value);
                }
            } else if (Arrays.equals(all, at, colon, EVENT, 0, EVENT.length)) {
                event = new String(all, value, lineEnd - value, StandardCharsets.UTF_8);
            }
            at = lineEnd + 1;
        }
        ByteBuffer data = joined != null
                ? ByteBuffer.wrap(joined.toByteArray())
                : ByteBuffer.wrap(all, dataFrom, dataTo - dataFrom).slice();
        return new SseFrame(
                event, data, ByteBuffer.wrap(all, start, end - start).slice());
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** A frame was longer than allowed. */
    public static final class FrameTooLongException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FrameTooLongException(int limit) {
            super("a frame is longer than " + limit + " bytes");
        }
    }
}
