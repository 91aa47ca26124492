package gateway.guard.name;

import java.util.Arrays;

/** What the whole text tells of its tokens. */
final class Surroundings {
    private Surroundings() {}

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
