package gateway.guard;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What looks at texts in this process, without asking anybody. Thread-safe.
 *
 * @param pii finds personal data
 * @param forms finds of it what has a form: all but names and addresses
 * @param attacks judges how likely a text attacks the model
 * @param toxicity judges how toxic a text is
 * @param domains tells the domain of a prompt
 * @param topics finds the denied topics of a policy
 */
public record LocalEngine(
        Scanner pii,
        Scanner forms,
        Classifier attacks,
        Classifier toxicity,
        DomainClassifier domains,
        Topics topics) {
    /** Makes what finds topics, once for each set of them. Thread-safe. */
    public static final class Topics {
        private static final int MOST = 1_000;

        private final Function<Map<String, List<String>>, TopicFinder> maker;
        private final Map<Map<String, List<String>>, TopicFinder> made = new ConcurrentHashMap<>();

        /** Takes what makes a finder of phrases by their topic. */
        public Topics(Function<Map<String, List<String>>, TopicFinder> maker) {
            this.maker = maker;
        }

        TopicFinder of(Map<String, List<String>> topics) {
            if (topics.isEmpty()) {
                return TopicFinder.NONE;
            }
            TopicFinder known = made.get(topics);
            if (known == null) {
                // policies of before are not asked for again
                if (made.size() >= MOST) {
                    made.clear();
                }
                known = made.computeIfAbsent(topics, maker);
            }
            return known;
        }
    }

    /** Finds topics in texts. Thread-safe. */
    @FunctionalInterface
    public interface TopicFinder {
        /** Finds nothing. */
        TopicFinder NONE = _ -> List.of();

        /** The topics of which a text has a phrase, each once. */
        List<String> found(String text);
    }
}
