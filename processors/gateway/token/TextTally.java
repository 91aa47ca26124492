package gateway.token;

/**
 * Estimates the tokens of a text that comes in pieces: one pass, a state of a few numbers, no text kept.
 *
 * <p>It looks at classes of characters and where their runs begin, as tokenizers do before they look at their words.
 * The weights are fitted to o200k_base over prose, code, JSON, other scripts, base64 and hexadecimal; the upper ones
 * lie above what it counts by a third in all of these. BPE never makes more tokens than a text has bytes of UTF-8, but
 * a bound by bytes would reserve four times too much. Not thread-safe.
 */
public final class TextTally {
    /** Weights are in thousandths of a token. */
    private static final int SCALE = 1000;

    /** From here on, a run of letters and digits is no word of a language. */
    private static final int LONG_RUN = 16;

    private static final byte SPACE = 0;
    private static final byte LINE = 1;
    private static final byte LOWER = 2;
    private static final byte UPPER = 3;
    private static final byte DIGIT = 4;
    private static final byte MARK = 5;
    private static final byte LETTER = 6;
    private static final byte IDEOGRAPH = 7;
    private static final byte SYMBOL = 8;
    private static final byte RARE = 9;

    private static final byte[] ASCII = new byte[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            if (c >= 'a' && c <= 'z') {
                ASCII[c] = LOWER;
            } else if (c >= 'A' && c <= 'Z') {
                ASCII[c] = UPPER;
            } else if (c >= '0' && c <= '9') {
                ASCII[c] = DIGIT;
            } else {
                ASCII[c] = c == ' ' ? SPACE : c >= ' ' ? MARK : c >= '\t' && c <= '\r' ? LINE : SYMBOL;
            }
        }
    }

    private long likely;
    private long upper;
    private byte last = LINE;
    private char lastCharacter;
    /** Characters of the run of one class. */
    private int run;
    /** Letters and digits since the last other character. */
    private int word;
    /** Whether there is a digit among them. */
    private boolean mixed;

    /** A text that follows the ones before without a gap. */
    public void add(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            add(text.charAt(i));
        }
    }

    /** What follows is another text. */
    public void gap() {
        last = LINE;
        lastCharacter = 0;
        run = 0;
        word = 0;
        mixed = false;
    }

    /** The best guess, in tokens. */
    public long likely() {
        return (likely + SCALE - 1) / SCALE;
    }

    /** More than it is, in tokens, but for rare texts. */
    public long upper() {
        return (upper + SCALE - 1) / SCALE;
    }

    private void add(char c) {
        byte now = c < ASCII.length ? ASCII[c] : wide(c);
        run = now == last ? run + 1 : 1;
        switch (now) {
            case LOWER -> letter(last == LOWER || last == UPPER, 0);
            case UPPER -> letter(last == UPPER, 250);
            case LETTER -> foreign();
            case DIGIT -> digit();
            case MARK -> mark(c == lastCharacter);
            case SPACE -> space();
            case LINE -> weigh(run == 1 ? 700 : 80, run == 1 ? 1000 : 300);
            case IDEOGRAPH -> weigh(740, 1300);
            case RARE -> weigh(2100, 4000);
            default -> weigh(1100, 1700);
        }
        if (now != LOWER && now != UPPER && now != DIGIT) {
            word = 0;
            mixed = false;
        }
        last = now;
        lastCharacter = c;
    }

    /** A letter of the Latin alphabet costs little within a word, more in a long one, and much in what is no word. */
    private void letter(boolean within, int capital) {
        word++;
        if (word > LONG_RUN) {
            weigh(mixed ? 750 : 350, 1100);
        } else if (!within) {
            weigh(900, 1100);
        } else if (word <= 6) {
            weigh(50 + capital, 200 + capital);
        } else {
            weigh(150 + capital, 350 + capital);
        }
    }

    private void foreign() {
        weigh(run == 1 ? 700 : 350, run == 1 ? 1100 : 700);
    }

    private void digit() {
        word++;
        mixed = true;
        if (word > LONG_RUN) {
            weigh(700, 1100);
        } else if (run == 1) {
            weigh(last == SPACE ? 1500 : 900, last == SPACE ? 2700 : 1300);
        } else {
            weigh(run % 3 == 1 ? 900 : 50, run % 3 == 1 ? 1200 : 500);
        }
    }

    private void mark(boolean again) {
        if (again) {
            weigh(100, 400);
        } else {
            weigh(run == 1 ? 700 : 400, run == 1 ? 1200 : 950);
        }
    }

    private void space() {
        weigh(run == 1 ? 30 : run == 2 ? 500 : 30, run == 1 ? 80 : run == 2 ? 900 : 120);
    }

    private void weigh(int likelier, int most) {
        likely += likelier;
        upper += most;
    }

    private static byte wide(char c) {
        if (c < 0x2000) {
            return c == 0xA0 ? SPACE : c < 0xC0 || (c >= 0x300 && c < 0x370) ? SYMBOL : isRare(c) ? RARE : LETTER;
        }
        if ((c >= 0x2C00 && c < 0x2E00) || (c >= 0x3400 && c < 0x4DC0) || (c >= 0xA000 && c < 0xAC00)) {
            return RARE;
        }
        if ((c >= 0x2E80 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF)) {
            return IDEOGRAPH;
        }
        return SYMBOL;
    }

    /**
     * Whether tokenizers cut a letter into its bytes: scripts with few texts, from Syriac to Samaritan, from Lao to
     * Tibetan, and from Hangul's single letters over Ethiopic and Cherokee to Vedic signs, but for Khmer.
     */
    private static boolean isRare(char c) {
        return (c >= 0x700 && c < 0x900)
                || (c >= 0xE80 && c < 0x1000)
                || (c >= 0x1100 && c < 0x1E00 && (c < 0x1780 || c >= 0x1800));
    }
}
