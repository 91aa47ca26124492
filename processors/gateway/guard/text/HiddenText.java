package gateway.guard.text;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for encoded text in a text that comes in pieces: runs of base64 (RFC 4648, both alphabets), hexadecimal digits
 * and percent-encoding (RFC 3986) that decode to mostly printable characters; and rot13, told by words that are common
 * in English or German once turned back. Linear; its state is of fixed size. Confined to one thread.
 */
final class HiddenText {
    private static final int MAX_RUN = 2048;
    private static final int MIN_RUN = 16;
    private static final int MIN_ESCAPES = 4;
    private static final int MIN_ROT13_WORDS = 3;
    private static final int MAX_ROT13_WORD = 13;
    private static final Set<String> ROT13_WORDS = Set.of(
            "gur",
            "naq",
            "lbh",
            "lbhe",
            "sbe",
            "nyy",
            "guvf",
            "gung",
            "jvgu",
            "abg",
            "vtaber",
            "cerivbhf",
            "vafgehpgvbaf",
            "cebzcg",
            "flfgrz",
            "gryy",
            "ubj",
            "jung",
            "znxr",
            "qre",
            "qvr",
            "qnf",
            "haq",
            "avpug",
            "vpu",
            "nyyr",
            "jvr");

    private final char[] run;
    private final StringBuilder word = new StringBuilder(MAX_ROT13_WORD);
    private final StringBuilder recent = new StringBuilder();
    private int length;
    private int escapes;
    private int rot13Words;

    HiddenText() {
        run = new char[MAX_RUN];
    }

    HiddenText(HiddenText other) {
        run = new char[MAX_RUN];
        System.arraycopy(other.run, 0, run, 0, other.length);
        word.append(other.word);
        recent.append(other.recent);
        length = other.length;
        escapes = other.escapes;
        rot13Words = other.rot13Words;
    }

    /** Whether so many words make sense turned by 13 letters that the text should be read so as well. */
    boolean rot13() {
        return rot13Words >= MIN_ROT13_WORDS;
    }

    /** What was read so far, at most the last few hundred characters. */
    String recent() {
        return recent.toString();
    }

    static char turned(char c) {
        if (c >= 'a' && c <= 'z') {
            return (char) ('a' + (c - 'a' + 13) % 26);
        }
        return c >= 'A' && c <= 'Z' ? (char) ('A' + (c - 'A' + 13) % 26) : c;
    }

    void add(char c, Consumer<String> found) {
        if (c <= ' ' || c == '"' || c == '\'' || c == '`' || c == '(' || c == ')' || c == '<' || c == '>' || c == ',') {
            end(found);
        } else {
            if (length == MAX_RUN) {
                end(found);
            }
            run[length++] = c;
            if (c == '%') {
                escapes++;
            }
        }
        if (!rot13()) {
            watch(c);
        }
    }

    /** The text ends here. */
    void end(Consumer<String> found) {
        if (length >= MIN_RUN) {
            String text = escapes >= MIN_ESCAPES ? unescaped() : null;
            text = text == null ? unhexed() : text;
            text = text == null ? unbased() : text;
            if (text != null) {
                found.accept(text);
            }
        }
        length = 0;
        escapes = 0;
    }

    private void watch(char c) {
        if (recent.length() == MAX_RUN) {
            recent.delete(0, MAX_RUN / 2);
        }
        recent.append(c);
        char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        if (lower >= 'a' && lower <= 'z') {
            if (word.length() < MAX_ROT13_WORD) {
                word.append(lower);
            }
        } else if (!word.isEmpty()) {
            if (word.length() >= 3 && ROT13_WORDS.contains(word.toString())) {
                rot13Words++;
            }
            word.setLength(0);
        }
    }

    private @Nullable String unescaped() {
        byte[] bytes = new byte[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            int value = run[i] == '%' && i + 2 < length ? pair(i + 1) : -1;
            if (value >= 0) {
                i += 2;
            }
            bytes[count++] = (byte) (value >= 0 ? value : run[i] < 0x80 ? run[i] : '?');
        }
        return printable(bytes, count);
    }

    private @Nullable String unhexed() {
        byte[] bytes = new byte[length / 2];
        for (int i = 0; i + 1 < length; i += 2) {
            int value = pair(i);
            if (value < 0) {
                return null;
            }
            bytes[i / 2] = (byte) value;
        }
        return printable(bytes, bytes.length);
    }

    private int pair(int at) {
        int high = Character.digit(run[at], 16);
        int low = Character.digit(run[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private @Nullable String unbased() {
        byte[] bytes = new byte[length];
        int count = 0;
        int bits = 0;
        int held = 0;
        for (int i = 0; i < length && run[i] != '=' && !(run[i] == '.' && i == length - 1); i++) {
            int value = sextet(run[i]);
            if (value < 0) {
                return null;
            }
            bits = bits << 6 | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes[count++] = (byte) (bits >> held);
            }
        }
        return printable(bytes, count);
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }

    private static @Nullable String printable(byte[] bytes, int count) {
        int good = 0;
        for (int i = 0; i < count; i++) {
            byte b = bytes[i];
            boolean blank = b == '\n' || b == '\t';
            boolean visible = b >= ' ' && b != 0x7F;
            good += blank || visible ? 1 : 0;
        }
        return count >= 6 && good * 10 >= count * 9 ? new String(bytes, 0, count, StandardCharsets.UTF_8) : null;
    }
}
