package gateway.guard.name;

import java.util.Arrays;

/** What the whole text tells of its tokens. */
final class Surroundings {
    /** What a noun may have to do with names and addresses. */
    private static final int TELLING = WordClass.FIRST.bit()
            | WordClass.LAST.bit()
            | WordClass.PLACE.bit()
            | WordClass.TITLE.bit()
            | WordClass.ROLE.bit()
            | WordClass.ROLETAIL.bit()
            | WordClass.STREETWORD.bit()
            | WordClass.STREETTAIL.bit()
            | WordClass.CITYTAIL.bit()
            | WordClass.KEYS;

    private static final String MARKS = ",.;!?()";

    private Surroundings() {}

    /** Per token whether it is a common word, in no list of names, or a mark of sentences. */
    static boolean[] quiet(Tokens tokens) {
        boolean[] quiet = new boolean[tokens.count];
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = switch (tokens.kind[i]) {
                case Tokens.WORD -> !letter(tokens, i) && common(tokens.shape[i], tokens.classes[i]);
                case Tokens.SIGN -> MARKS.indexOf(tokens.shape[i] - Tokens.SIGNS) >= 0;
                default -> false;
            };
        }
        return quiet;
    }

    /** A letter by itself, as in {@code p. o. box}, but for the article. */
    private static boolean letter(Tokens tokens, int i) {
        return tokens.foldEnd[i] - tokens.foldStart[i] == 1 && tokens.folded[tokens.foldStart[i]] != 'a';
    }

    private static boolean common(int shape, int classes) {
        return shape == Tokens.LOWER
                ? (classes & WordClass.SMALL.bit()) != 0
                : shape == Tokens.CAPITAL && (classes & (WordClass.NOUN.bit() | TELLING)) == WordClass.NOUN.bit();
    }

    /** Per token whether its line has no capitals (1), no small letters (2) or both (0). */
    static byte[] lineCases(Tokens tokens) {
        byte[] cases = new byte[tokens.count];
        int from = 0;
        while (from < tokens.count) {
            int to = from;
            boolean small = false;
            boolean big = false;
            do {
                if (tokens.kind[to] == Tokens.WORD) {
                    small |= tokens.shape[to] == Tokens.LOWER || tokens.shape[to] == Tokens.CAPITAL;
                    big |= tokens.shape[to] != Tokens.LOWER;
                }
                to++;
            } while (to < tokens.count && tokens.gap[to] < Tokens.LINE);
            Arrays.fill(cases, from, to, (byte) (small && big ? 0 : big ? 2 : 1));
            from = to;
        }
        return cases;
    }

    /** Words before an {@code @}, sorted. */
    static int[] mailWords(Tokens tokens) {
        int[] words = new int[8];
        int count = 0;
        for (int i = 1; i < tokens.count; i++) {
            if (tokens.shape[i] != Tokens.SIGNS + '@' || tokens.gap[i] != Tokens.GLUED) {
                continue;
            }
            for (int k = i - 1; k >= 0 && k > i - 8; k--) {
                if (tokens.kind[k] == Tokens.WORD && tokens.foldEnd[k] - tokens.foldStart[k] > 2) {
                    if (count == words.length) {
                        words = Arrays.copyOf(words, count * 2);
                    }
                    words[count++] = tokens.word[k];
                }
                if (tokens.gap[k] != Tokens.GLUED) {
                    break;
                }
            }
        }
        words = Arrays.copyOf(words, count);
        Arrays.sort(words);
        return words;
    }

    /** Whether a sentence may begin behind such a sign. */
    static boolean ends(int shape) {
        return shape == Tokens.SIGNS + '.'
                || shape == Tokens.SIGNS + '!'
                || shape == Tokens.SIGNS + '?'
                || shape == Tokens.SIGNS + ':'
                || shape == Tokens.SIGNS + '"';
    }
}
