package gateway.token;

import gateway.model.Redacted;
import org.jspecify.annotations.Nullable;

/**
 * Width and height of a picture in pixels.
 *
 * @param width at least 1
 * @param height at least 1
 */
record PictureSize(int width, int height) {
    private static final int JPEG_SEGMENTS = 100;
    private static final int START_OF_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;

    /** Reads it from the header of a PNG, GIF, JPEG or WebP in standard base64; null where it cannot be found. */
    static @Nullable PictureSize of(String base64) {
        Bytes bytes = new Bytes(base64);
        if (bytes.at(0) == 0x89 && bytes.at(1) == 'P') {
            return size(bytes.big(18), bytes.big(22));
        }
        if (bytes.at(0) == 'G' && bytes.at(1) == 'I') {
            return size(bytes.little(6), bytes.little(8));
        }
        if (bytes.at(0) == 0xFF && bytes.at(1) == 0xD8) {
            return jpeg(bytes);
        }
        return bytes.at(0) == 'R' && bytes.at(8) == 'W' ? webp(bytes) : null;
    }

    /** The frame's header comes behind segments whose lengths are told. */
    private static @Nullable PictureSize jpeg(Bytes bytes) {
        int at = 2;
        for (int i = 0; i < JPEG_SEGMENTS && bytes.at(at) == 0xFF; i++) {
            int marker = bytes.at(at + 1);
            boolean other = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
            if (marker >= START_OF_FRAME && marker <= LAST_FRAME && !other) {
                return size(bytes.big(at + 7), bytes.big(at + 5));
            }
            at += 2 + bytes.big(at + 2);
        }
        return null;
    }

    private static @Nullable PictureSize webp(Bytes bytes) {
        return switch (bytes.at(15)) {
            case ' ' -> size(bytes.little(26) & 0x3FFF, bytes.little(28) & 0x3FFF);
            case 'L' -> {
                int low = bytes.little(21);
                int high = bytes.little(23);
                yield size(1 + (low & 0x3FFF), 1 + ((low >> 14) | ((high & 0xFFF) << 2)));
            }
            case 'X' -> size(1 + bytes.little(24), 1 + bytes.little(27));
            default -> null;
        };
    }

    private static @Nullable PictureSize size(int width, int height) {
        return width > 0 && height > 0 ? new PictureSize(width, height) : null;
    }

    /** Single bytes of a text in base64; 0 beyond its end. */
    private record Bytes(String base64) {
        int big(int index) {
            return (at(index) << 8) | at(index + 1);
        }

        int little(int index) {
            return (at(index + 1) << 8) | at(index);
        }

        int at(int index) {
            int from = index / 3 * 4;
            if (from + 3 >= base64.length()) {
                return 0;
            }
            int bits = (digit(from) << 18) | (digit(from + 1) << 12) | (digit(from + 2) << 6) | digit(from + 3);
            return (bits >> (8 * (2 - index % 3))) & 0xFF;
        }

        private int digit(int index) {
            char c = base64.charAt(index);
            if (c >= 'A' && c <= 'Z') {
                return c - 'A';
            }
            if (c >= 'a' && c <= 'z') {
                return c - 'a' + 26;
            }
            if (c >= '0' && c <= '9') {
                return c - '0' + 52;
            }
            return c == '+' ? 62 : c == '/' ? 63 : 0;
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return Redacted.shown(base64);
        }
    }
}
