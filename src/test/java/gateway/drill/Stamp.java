package gateway.drill;

/**
 * The moment at which a token was sent, as a word: syllables instead of digits, in which guardrails might see a number
 * of somebody. Moments are those of the machine's monotonic clock, which all its processes share.
 */
final class Stamp {
    /** Letters of a word. */
    static final int LENGTH = 10;

    private static final String CONSONANTS = "bdfgklmnprstvwxz";
    private static final String VOWELS = "aeio";
    private static final int BITS = 6;
    private static final long MASK = (1L << (BITS * LENGTH / 2)) - 1;
    private static final long MICRO = 1_000;

    private Stamp() {}

    /** Now, to the microsecond. */
    static String now() {
        long micros = System.nanoTime() / MICRO & MASK;
        StringBuilder word = new StringBuilder(LENGTH);
        for (int shift = BITS * (LENGTH / 2 - 1); shift >= 0; shift -= BITS) {
            int bits = (int) (micros >> shift);
            word.append(CONSONANTS.charAt(bits >> 2 & 15)).append(VOWELS.charAt(bits & 3));
        }
        return word.toString();
    }

    /**
     * How long ago a word was made.
     *
     * @param at where the word begins
     * @return microseconds; -1 if there is no such word
     */
    static long age(CharSequence text, int at) {
        long micros = 0;
        for (int i = at; i < at + LENGTH; i += 2) {
            int high = CONSONANTS.indexOf(text.charAt(i));
            int low = VOWELS.indexOf(text.charAt(i + 1));
            if (high < 0 || low < 0) {
                return -1;
            }
            micros = micros << BITS | (long) high << 2 | low;
        }
        return System.nanoTime() / MICRO - micros & MASK;
    }
}
