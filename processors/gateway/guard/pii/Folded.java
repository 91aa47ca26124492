package gateway.guard.pii;

import org.jspecify.annotations.Nullable;

/**
 * A text in plain form, with the way back to it: without invisible characters, with ASCII digits, spaces and hyphens,
 * percent signs of addresses and escapes of JSON undone. A folded char comes from one or more chars of the text.
 * Immutable.
 */
final class Folded {
    /** The first char of letters and digits in the styles of mathematics. */
    private static final char STYLED = 0xd835;

    final char[] chars;
    final int length;
    private final int @Nullable [] origins;

    private Folded(char[] chars, int length, int @Nullable [] origins) {
        this.chars = chars;
        this.length = length;
        this.origins = origins;
    }

    /** Folds a text; costs one pass, and a copy of it if nothing is to do. */
    static Folded of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isOdd(text.charAt(i))) {
                return new Folder(text).fold();
            }
        }
        return new Folded(text.toCharArray(), text.length(), null);
    }

    /** Where a folded char begins in the text; the text's length for the end. */
    int origin(int at) {
        return origins == null ? at : origins[at];
    }

    private static boolean isOdd(char c) {
        return c < 128 ? c == '%' || c == '\\' || c == '+' : plain(c) != c || c == STYLED;
    }

    /** The plain form of a char, 0 for one that is dropped. */
    private static char plain(char c) {
        if (c < 0xa0) {
            return c;
        }
        if (c < 0x2000) {
            return switch (c) {
                case 0xa0, 0x1680 -> ' ';
                case 0xad, 0x61c, 0x180e -> 0;
                default -> c > 0x660 && Character.isDigit(c) ? digit(c) : c == 0x660 ? '0' : c;
            };
        }
        if (c <= 0x206f) {
            return punctuation(c);
        }
        return switch (c) {
            case 0x20e3, 0xfeff -> 0;
            case 0x2212, 0xfe58, 0xfe63 -> '-';
            case 0x3000 -> ' ';
            case 0x3002 -> '.';
            default -> {
                if (c >= 0xff01 && c <= 0xff5e) {
                    yield (char) (c - 0xfee0);
                }
                yield c >= 0xfe00 && c <= 0xfe0f ? 0 : c;
            }
        };
    }

    private static char digit(char c) {
        return (char) ('0' + Character.digit(c, 10));
    }

    private static char punctuation(char c) {
        if (c <= 0x200a || c == 0x202f || c == 0x205f) {
            return ' ';
        }
        if (c <= 0x200f || (c >= 0x202a && c <= 0x202e) || c >= 0x2060) {
            return 0;
        }
        if (c <= 0x2015) {
            return '-';
        }
        return switch (c) {
            case 0x2018, 0x2019, 0x201a, 0x201b -> '\'';
            case 0x201c, 0x201d, 0x201e, 0x201f -> '"';
            case 0x2024 -> '.';
            case 0x2028, 0x2029 -> '\n';
            case 0x2044 -> '/';
            default -> c;
        };
    }

    /** Folds one text; for one thread, once. */
    private static final class Folder {
        private final String text;
        private final char[] out;
        private final int[] origins;
        private int length;
        private boolean address;
        private boolean query;

        private Folder(String text) {
            this.text = text;
            this.out = new char[text.length()];
            this.origins = new int[text.length() + 1];
        }

        private Folded fold() {
            int at = 0;
            while (at < text.length()) {
                at = one(at);
            }
            origins[length] = text.length();
            return new Folded(out, length, origins);
        }

        /** Folds what begins at a char; gives the char after it. */
        private int one(int at) {
            char c = text.charAt(at);
            if (c == '%') {
                return percent(at);
            }
            if (c == '\\') {
                return escape(at);
            }
            if (c == STYLED && at + 1 < text.length()) {
                return styled(at);
            }
            char plain = plain(c);
            if (plain == '+' && query && length > 0 && out[length - 1] != '=' && out[length - 1] != '+') {
                plain = ' ';
            }
            watch(c);
            put(plain, at);
            return at + 1;
        }

        /** Notes whether we are in the query of an address, where a plus is a space. */
        private void watch(char c) {
            if (c == '/' && length > 1 && out[length - 1] == '/' && out[length - 2] == ':') {
                address = true;
            } else if (c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\'') {
                address = false;
                query = false;
            } else if (c == '?' && address) {
                query = true;
            }
        }

        private void put(char plain, int at) {
            if (plain != 0) {
                out[length] = plain;
                origins[length++] = at;
            }
        }

        /** Digits in the styles of mathematics (Unicode block 1D7CE to 1D7FF), which take two chars. */
        private int styled(int at) {
            int low = text.charAt(at + 1);
            if (low >= 0xdfce && low <= 0xdfff) {
                put((char) ('0' + (low - 0xdfce) % 10), at);
                return at + 2;
            }
            put(text.charAt(at), at);
            return at + 1;
        }

        /** Undoes JSON's escapes, also of JSON within JSON. */
        private int escape(int at) {
            int end = at;
            while (end < text.length() && text.charAt(end) == '\\') {
                end++;
            }
            char c = end < text.length() ? text.charAt(end) : ' ';
            char meant = switch (c) {
                case 'n', 'r' -> '\n';
                case 't' -> '\t';
                case '"', '/' -> c;
                default -> 0;
            };
            if (meant != 0) {
                watch(meant);
                put(meant, at);
                return end + 1;
            }
            if (c == 'u' && end + 4 < text.length()) {
                int code = 0;
                for (int i = end + 1; i <= end + 4; i++) {
                    code = Chars.isHex(text.charAt(i)) && code >= 0 ? code * 16 + Chars.hex(text.charAt(i)) : -1;
                }
                if (code >= 0) {
                    put(plain((char) code), at);
                    return end + 5;
                }
            }
            for (int i = at; i < end; i++) {
                put('\\', i);
            }
            return end;
        }

        private int percent(int at) {
            int end = byteEnd(at);
            if (end < 0) {
                put('%', at);
                return at + 1;
            }
            int first = byteAt(at);
            int more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
            int code = more <= 0 ? first : first & (0x3f >> more);
            for (int i = 0; i < more; i++) {
                int next = end < text.length() && text.charAt(end) == '%' ? byteEnd(end) : -1;
                if (next < 0 || (byteAt(end) & 0xc0) != 0x80) {
                    more = -1;
                    break;
                }
                code = (code << 6) | (byteAt(end) & 0x3f);
                end = next;
            }
            if (more < 0 || code > 0xffff || code == 0) {
                put('%', at);
                return at + 1;
            }
            put(plain((char) code), at);
            return end;
        }

        /**
         * The char after a percent sign and two hexadecimal digits, invisible ones between skipped; -1 if they are not
         * there.
         */
        private int byteEnd(int at) {
            int high = skip(at + 1);
            int low = skip(high + 1);
            boolean there = low < text.length() && Chars.isHex(text.charAt(high)) && Chars.isHex(text.charAt(low));
            return there ? low + 1 : -1;
        }

        private int byteAt(int at) {
            int high = skip(at + 1);
            return Chars.hex(text.charAt(high)) * 16 + Chars.hex(text.charAt(skip(high + 1)));
        }

        private int skip(int at) {
            int end = at;
            while (end < text.length() && end - at < 4 && plain(text.charAt(end)) == 0) {
                end++;
            }
            return end;
        }
    }
}
