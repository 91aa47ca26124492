package gateway.guard.name;

import java.util.Arrays;

/** A word of a person's name is a name wherever else it stands in the same text, unless it is a common word too. */
final class Mentions {
    private static final int COMMON = WordClass.SMALL.bit() | WordClass.NOUN.bit() | WordClass.NOUNTAIL.bit();
    private static final int MIN_LETTERS = 3;

    private Mentions() {}

    /** Tags the other mentions; in time n log n of the words found. */
    static void mark(Tokens tokens, byte[] tags) {
        int[] known = new int[16];
        int count = 0;
        for (int i = 0; i < tags.length; i++) {
            if ((tags[i] == Tagger.PERSON || tags[i] == Tagger.MORE_PERSON) && telling(tokens, i)) {
                if (count == known.length) {
                    known = Arrays.copyOf(known, count * 2);
                }
                known[count++] = tokens.word[i];
            }
        }
        if (count == 0) {
            return;
        }
        Arrays.sort(known, 0, count);
        for (int i = 0; i < tags.length; i++) {
            if (tags[i] == Tagger.OUT
                    && telling(tokens, i)
                    && Arrays.binarySearch(known, 0, count, tokens.word[i]) >= 0) {
                tags[i] = Tagger.PERSON;
            }
        }
    }

    private static boolean telling(Tokens tokens, int i) {
        int shape = tokens.shape[i];
        return tokens.kind[i] == Tokens.WORD
                && (shape == Tokens.CAPITAL || shape == Tokens.UPPER || shape == Tokens.MIXED)
                && tokens.foldEnd[i] - tokens.foldStart[i] >= MIN_LETTERS
                && (tokens.classes[i] & COMMON) == 0;
    }
}
