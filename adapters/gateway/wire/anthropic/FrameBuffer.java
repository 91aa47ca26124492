package gateway.wire.anthropic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gathers the bytes of frames. Confined to one event loop. */
final class FrameBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[512];
    private int length;

    /** Adds bytes. */
    FrameBuffer add(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Adds text as it is. */
    FrameBuffer add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the inside of a JSON string. Half a surrogate pair, which has no UTF-8, is written as an escape. */
    FrameBuffer addEscaped(String text) {
        int chars = text.length();
        // the longest a character can become is an escape
        reserve(6 * chars);
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                put(0xC0 | (c >> 6));
                put(0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                put(0xE0 | (c >> 12));
                put(0x80 | ((c >> 6) & 0x3F));
                put(0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                put(0xF0 | (point >> 18));
                put(0x80 | ((point >> 12) & 0x3F));
                put(0x80 | ((point >> 6) & 0x3F));
                put(0x80 | (point & 0x3F));
            } else {
                escape(c);
            }
        }
        return this;
    }

    /** Whether there is nothing to take. */
    boolean isEmpty() {
        return length == 0;
    }

    /** Hands over what was gathered and starts anew. */
    ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
        length = 0;
        return taken;
    }

    private void ascii(char c) {
        switch (c) {
            case '"', '\\' -> {
                put('\\');
                put(c);
            }
            case '\n' -> {
                put('\\');
                put('n');
            }
            default -> {
                if (c < 0x20) {
                    escape(c);
                } else {
                    put(c);
                }
            }
        }
    }

    private void escape(char c) {
        put('\\');
        put('u');
        put(HEX[c >> 12]);
        put(HEX[(c >> 8) & 0xF]);
        put(HEX[(c >> 4) & 0xF]);
        put(HEX[c & 0xF]);
    }

    private void put(int b) {
        bytes[length++] = (byte) b;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
