package gateway.guard.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds phrases in a stream of letters and blanks at once. Immutable.
 *
 * <p>A. Aho, M. Corasick: Efficient string matching, CACM 18, 1975. A phrase is kept with a blank at its start, and one at
 * its end unless it ends in a star. A star inside a phrase splits it: the part after it counts only when the part before
 * it ended in the word just before.
 */
final class PhraseAutomaton {
    private final Node root = new Node();
    private int parts;

    /** A state: what has been read is a prefix of some part. */
    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>();
        private final List<Part> parts = new ArrayList<>();
        private @Nullable Node fallback;
    }

    /**
     * A stretch of a phrase without a star but at its end.
     *
     * @param number of the part, over all phrases
     * @param first whether its phrase begins with it
     * @param last whether its phrase ends with it
     * @param words how many words it has
     */
    private record Part(int number, int phrase, boolean first, boolean last, int words) {}

    PhraseAutomaton(List<List<String>> phrases) {
        for (int i = 0; i < phrases.size(); i++) {
            put(phrases.get(i), i);
        }
        link();
    }

    /** Begins to read words; the numbers of phrases that are found go into the set. */
    Walk walk(BitSet found) {
        return new Walk(root, parts, found);
    }

    private void put(List<String> words, int phrase) {
        int from = 0;
        for (int i = 0; i < words.size(); i++) {
            boolean open = words.get(i).endsWith("*");
            boolean last = i == words.size() - 1;
            if (open || last) {
                String part = " " + String.join(" ", words.subList(from, i + 1));
                String key = open ? part.substring(0, part.length() - 1) : part + " ";
                node(key).parts.add(new Part(parts++, phrase, from == 0, last, i + 1 - from));
                from = i + 1;
            }
        }
    }

    private Node node(String key) {
        Node node = root;
        for (int i = 0; i < key.length(); i++) {
            node = node.next.computeIfAbsent(key.charAt(i), c -> new Node());
        }
        return node;
    }

    private void link() {
        ArrayDeque<Node> queue = new ArrayDeque<>();
        root.next.values().forEach(child -> {
            child.fallback = root;
            queue.add(child);
        });
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            node.next.forEach((c, child) -> {
                child.fallback = step(root, node.fallback, c);
                child.parts.addAll(child.fallback.parts);
                queue.add(child);
            });
        }
    }

    private static Node step(Node root, @Nullable Node from, char c) {
        for (Node node = from; node != null; node = node.fallback) {
            Node next = node.next.get(c);
            if (next != null) {
                return next;
            }
        }
        return root;
    }

    /** Reads words. Confined to one thread. */
    static final class Walk {
        private final Node root;
        private final BitSet found;
        private final int[] ends;
        private final long[] recent;
        private Node node;
        private int word = 1;

        private Walk(Node root, int parts, BitSet found) {
            this.root = root;
            this.found = found;
            ends = new int[parts];
            recent = new long[parts];
            node = step(root, root, ' ');
        }

        void word(char[] chars, int length) {
            for (int i = 0; i < length; i++) {
                read(chars[i]);
            }
            read(' ');
            word++;
        }

        private void read(char c) {
            node = step(root, node, c);
            for (Part part : node.parts) {
                if (part.first || endedAt(part.number - 1, word - part.words)) {
                    end(part.number);
                    if (part.last) {
                        found.set(part.phrase);
                    }
                }
            }
        }

        /** Bit k of what is recent: the part ended k words before its latest end. */
        private void end(int part) {
            int since = word - ends[part];
            recent[part] = (since < Long.SIZE ? recent[part] << since : 0) | 1;
            ends[part] = word;
        }

        private boolean endedAt(int part, int place) {
            int back = ends[part] - place;
            return back >= 0 && back < Long.SIZE && (recent[part] >>> back & 1) != 0;
        }
    }
}
