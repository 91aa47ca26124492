package gateway.routing.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Questions without their options, and folds that do not part questions that are nearly the same. */
final class Stems {
    private static final List<String> OPTIONS = List.of("\nOptions:", "\nA.", "\nA)", "\n(A)", " (A) ", "\nA:");
    private static final String ASKED = "question";
    private static final int TAIL = 60;

    private Stems() {}

    /** A text up to its options. */
    static String of(String text) {
        int end = text.length();
        for (String mark : OPTIONS) {
            int at = text.indexOf(mark);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return text.substring(0, end);
    }

    /**
     * A group for each text, named by one of its texts. Those whose stems have the same letters, or the same last
     * {@value #TAIL}, share one: the data sets quote one another, with other options and other words around.
     */
    static int[] groups(List<String> texts) {
        int[] parents = new int[texts.size()];
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < parents.length; i++) {
            parents[i] = i;
            for (String key : keys(texts.get(i))) {
                Integer other = first.putIfAbsent(key, i);
                if (other != null) {
                    parents[root(parents, i)] = root(parents, other);
                }
            }
        }
        for (int i = 0; i < parents.length; i++) {
            parents[i] = root(parents, i);
        }
        return parents;
    }

    /** A fold for each text, the same for all of a group. */
    static int[] folds(List<String> texts, int[] groups, int count) {
        int[] folds = new int[groups.length];
        for (int i = 0; i < folds.length; i++) {
            String leader = letters(of(texts.get(groups[i])));
            folds[i] = Math.floorMod((leader.hashCode() * 0x9E3779B9) >>> 8, count);
        }
        return folds;
    }

    private static int root(int[] parents, int of) {
        int at = of;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private static List<String> keys(String text) {
        List<String> keys = new ArrayList<>();
        String letters = letters(of(text));
        keys.add("all " + letters);
        if (letters.length() > TAIL) {
            keys.add("tail " + letters.substring(letters.length() - TAIL));
        }
        return keys;
    }

    private static String letters(String stem) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < stem.length(); i++) {
            if (Character.isLetterOrDigit(stem.charAt(i))) {
                letters.append(Character.toLowerCase(stem.charAt(i)));
            }
        }
        return letters.indexOf(ASKED) == 0 ? letters.substring(ASKED.length()) : letters.toString();
    }
}
