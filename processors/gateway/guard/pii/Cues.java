package gateway.guard.pii;

import java.util.Arrays;

/** The cues of a text in order, with what they say. Filled by one thread, then read. */
final class Cues {
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int[] topics = new int[32];
    private int count;

    /** Finds all cue words of a text. */
    static Cues of(Folded text) {
        Cues cues = new Cues();
        CueTrie words = CueTrie.words();
        char[] chars = text.chars;
        int at = 0;
        while (at < text.length) {
            char c = chars[at];
            if (!Chars.isAlpha(c) && !Chars.isUmlaut(c)) {
                at++;
                continue;
            }
            boolean inner = at > 0
                    && Character.isLetterOrDigit(chars[at - 1])
                    && !(Chars.isUpper(c) && Chars.isLower(chars[at - 1]));
            long match = words.match(chars, text.length, at, inner);
            if (match == 0) {
                at++;
            } else {
                int end = (int) match;
                cues.add(at, end, words.topics(match));
                at = end;
            }
        }
        return cues;
    }

    void add(int start, int end, int about) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            topics = Arrays.copyOf(topics, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        topics[count++] = about;
    }

    int count() {
        return count;
    }

    int start(int cue) {
        return starts[cue];
    }

    int end(int cue) {
        return ends[cue];
    }

    int topics(int cue) {
        return topics[cue];
    }

    /** The last cue that ends at or before a char; -1 if there is none. */
    int before(int at) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
