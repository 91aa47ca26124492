package gateway.guard.pii;

import java.util.Arrays;

/**
 * All cue words in a trie over letters and a gap, walked from each letter of a text. A walk is as long as the longest
 * phrase at most, so a text takes time linear in its length. Immutable.
 */
final class CueTrie {
    private static final int GAP = 26;
    private static final int SYMBOLS = 27;
    /** A gap in the text: a space, a hyphen, a dot and the like, or two of them as in "Tel.-Nr.". */
    private static final int MAX_GAP = 2;

    private static final CueTrie ALL = all();

    private final char[] next;
    private final int[] topics;
    private final boolean[] anywhere;
    /** By node: whether it leads to a cue that may be part of a word. */
    private final boolean[] leads;

    private CueTrie(char[] next, int[] topics, boolean[] anywhere) {
        this.next = next;
        this.topics = topics;
        this.anywhere = anywhere;
        leads = anywhere.clone();
        // a node's children have higher numbers than itself
        for (int i = next.length - 1; i >= 0; i--) {
            leads[i / SYMBOLS] |= next[i] != 0 && leads[next[i]];
        }
    }

    /** The trie of {@link CueWords}. */
    static CueTrie words() {
        return ALL;
    }

    private static CueTrie all() {
        Builder builder = new Builder();
        CueWords.into(builder);
        return builder.build();
    }

    /**
     * The longest cue that starts at a letter.
     *
     * @param inner whether the letter before belongs to the same word
     * @return the node of its end, and the char after it, as {@code node << 32 | end}; 0 if there is none
     */
    long match(char[] text, int length, int from, boolean inner) {
        int node = 0;
        long best = 0;
        int at = from;
        while (at < length) {
            int letter = letter(text[at]);
            if (letter >= 0) {
                node = step(node, letter);
                at++;
            } else if (Chars.isUmlaut(text[at])) {
                node = umlaut(node, text[at]);
                at++;
            } else {
                int gap = at;
                while (gap < length && gap - at < MAX_GAP && Chars.isGap(text[gap])) {
                    gap++;
                }
                node = gap > at && gap < length ? next[node * SYMBOLS + GAP] : 0;
                at = gap;
            }
            if (node == 0 || (inner && !leads[node])) {
                return best;
            }
            if (topics[node] != 0 && (!inner || anywhere[node]) && ends(text, length, at)) {
                best = ((long) node << 32) | at;
            }
        }
        return best;
    }

    int topics(long match) {
        return topics[(int) (match >>> 32)];
    }

    private int step(int node, int letter) {
        return next[node * SYMBOLS + letter];
    }

    private int umlaut(int node, char c) {
        int first = step(node, Chars.firstOf(c) - 'a');
        return first == 0 ? 0 : step(first, Chars.secondOf(c) - 'a');
    }

    private static boolean ends(char[] text, int length, int at) {
        return at >= length
                || !Character.isLetter(text[at])
                || (Chars.isUpper(text[at]) && Chars.isLower(text[at - 1]));
    }

    private static int letter(char c) {
        int letter = (c | 0x20) - 'a';
        return c < 128 && letter >= 0 && letter < GAP ? letter : -1;
    }

    /** Takes phrases one by one; for one thread. */
    static final class Builder {
        private char[] next = new char[1024 * SYMBOLS];
        private int[] topics = new int[1024];
        private boolean[] anywhere = new boolean[1024];
        private int nodes = 1;

        void add(String phrase, int about, boolean within) {
            add(phrase, 0, 0, about, within);
        }

        private void add(String phrase, int from, int node, int about, boolean within) {
            int at = node;
            for (int i = from; i < phrase.length(); i++) {
                char c = phrase.charAt(i);
                if (c == ' ') {
                    add(phrase, i + 1, at, about, within);
                    at = child(at, GAP);
                } else if (c >= 'a' && c <= 'z') {
                    at = child(at, c - 'a');
                }
            }
            topics[at] |= about;
            anywhere[at] |= within;
        }

        private int child(int node, int symbol) {
            int found = next[node * SYMBOLS + symbol];
            if (found != 0) {
                return found;
            }
            if (nodes == topics.length) {
                next = Arrays.copyOf(next, nodes * 2 * SYMBOLS);
                topics = Arrays.copyOf(topics, nodes * 2);
                anywhere = Arrays.copyOf(anywhere, nodes * 2);
            }
            next[node * SYMBOLS + symbol] = (char) nodes;
            return nodes++;
        }

        CueTrie build() {
            return new CueTrie(
                    Arrays.copyOf(next, nodes * SYMBOLS), Arrays.copyOf(topics, nodes), Arrays.copyOf(anywhere, nodes));
        }
    }
}
