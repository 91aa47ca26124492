package gateway.guard.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    private static final int MAX_ROT13_WORD = 12;
    /** How many chars are forgotten at once. */
    private static final int STEP = MAX_RUN / 2;

    private static final int FIRST_ROOM = 256;
    private static final boolean[] ENDS_RUN = table(" \"'`()<>,");
    private static final int[] ROT13_WORDS = hashes(
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

    /** What was read, as far back as a run may reach and {@link #recent} goes; its end is the run. */
    private char[] read;

    /** How many chars were forgotten, a multiple of {@link #STEP}. */
    private long forgotten;

    private int size;
    private int length;
    private int escapes;
    private int word = Hash.SEED;
    private int letters;
    private int rot13Words;

    HiddenText() {
        read = new char[FIRST_ROOM];
    }

    HiddenText(HiddenText other) {
        read = other.read.clone();
        forgotten = other.forgotten;
        size = other.size;
        length = other.length;
        escapes = other.escapes;
        word = other.word;
        letters = other.letters;
        rot13Words = other.rot13Words;
    }

    /** Whether so many words make sense turned by 13 letters that the text should be read so as well. */
    boolean rot13() {
        return rot13Words >= MIN_ROT13_WORDS;
    }

    /** What was read so far, at most the last few hundred characters. */
    String recent() {
        long all = forgotten + size;
        long from = all <= MAX_RUN ? 0 : (all - MAX_RUN + STEP - 1) / STEP * STEP;
        return new String(read, (int) (from - forgotten), (int) (all - from));
    }

    static char turned(char c) {
        if (c >= 'a' && c <= 'z') {
            return (char) ('a' + (c - 'a' + 13) % 26);
        }
        return c >= 'A' && c <= 'Z' ? (char) ('A' + (c - 'A' + 13) % 26) : c;
    }

    void add(char c, Consumer<String> found) {
        if (c < ENDS_RUN.length && ENDS_RUN[c]) {
            end(found);
            keep(c);
        } else {
            if (length == MAX_RUN) {
                end(found);
            }
            keep(c);
            length++;
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

    private void keep(char c) {
        if (size == read.length) {
            if (size == 2 * MAX_RUN) {
                System.arraycopy(read, MAX_RUN, read, 0, MAX_RUN);
                size = MAX_RUN;
                forgotten += MAX_RUN;
            } else {
                read = Arrays.copyOf(read, 2 * size);
            }
        }
        read[size++] = c;
    }

    private void watch(char c) {
        int lower = c | 0x20;
        if (lower >= 'a' && lower <= 'z') {
            word = Hash.step(word, lower);
            letters++;
        } else if (letters > 0) {
            if (letters >= 3 && letters <= MAX_ROT13_WORD && Arrays.binarySearch(ROT13_WORDS, word) >= 0) {
                rot13Words++;
            }
            word = Hash.SEED;
            letters = 0;
        }
    }

    private static boolean[] table(String chars) {
        boolean[] table = new boolean[0x80];
        Arrays.fill(table, 0, ' ', true);
        chars.chars().forEach(c -> table[c] = true);
        return table;
    }

    private static int[] hashes(String... words) {
        return Arrays.stream(words)
                .mapToInt(each -> each.chars().reduce(Hash.SEED, Hash::step))
                .sorted()
                .toArray();
    }

    /** A char of the run. */
    private char run(int index) {
        return read[size - length + index];
    }

    private @Nullable String unescaped() {
        byte[] bytes = new byte[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            int value = run(i) == '%' && i + 2 < length ? pair(i + 1) : -1;
            if (value >= 0) {
                i += 2;
            }
            bytes[count++] = (byte) (value >= 0 ? value : run(i) < 0x80 ? run(i) : '?');
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
        int high = Character.digit(run(at), 16);
        int low = Character.digit(run(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private @Nullable String unbased() {
        byte[] bytes = new byte[length];
        int count = 0;
        int bits = 0;
        int held = 0;
        for (int i = 0; i < length && run(i) != '=' && !(run(i) == '.' && i == length - 1); i++) {
            int value = sextet(run(i));
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
