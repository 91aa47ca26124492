package gateway.guard.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses the words that many texts have. */
public final class FrequentWords {
    private static final int MOST = 16_000;
    /** Words of fewer texts may be of one author, or be a name. */
    private static final int MIN_GROUPS = 4;

    private FrequentWords() {}

    /** The folded words that groups of texts have most, the most frequent first. */
    public static List<String> of(List<Sample> samples) {
        Map<String, Set<String>> groups = new HashMap<>();
        for (Sample sample : samples) {
            for (String word : Folding.words(sample.text()).split(" ", -1)) {
                if (!word.isEmpty()) {
                    groups.computeIfAbsent(word, _ -> new HashSet<>()).add(sample.group());
                }
            }
        }
        return groups.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= MIN_GROUPS)
                .sorted(Comparator.comparingInt((Map.Entry<String, Set<String>> entry) ->
                                -entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }
}
