package gateway.guard.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds topics that are not to be talked about, by phrases. Phrases and texts are folded as by {@link WordReader}, so that
 * case, accents, umlauts and disguises do not matter, and compared word by word; a word that ends in {@code *} stands for
 * all words that begin so, as German endings need it: {@code "anlageberat* kosten*"}. A topic is found when as many of its
 * phrases are as its threshold says. Linear in the text's length whatever the phrases. Immutable.
 */
public final class DeniedTopics {
    private final List<Topic> topics;
    private final PhraseAutomaton automaton;
    private final int[] topicOf;

    /**
     * A topic.
     *
     * @param name what policies and verdicts call it
     * @param phrases one or more words each
     * @param threshold how many different phrases must occur, at least 1
     */
    public record Topic(String name, List<String> phrases, int threshold) {
        public Topic {
            phrases = List.copyOf(phrases);
            if (name.isBlank() || phrases.isEmpty()) {
                throw new IllegalArgumentException("a denied topic needs a name and phrases");
            }
            if (threshold < 1 || threshold > phrases.size()) {
                throw new IllegalArgumentException("threshold of " + name + " must be 1 to " + phrases.size());
            }
            for (String phrase : phrases) {
                if (Folding.words(phrase).isEmpty()) {
                    throw new IllegalArgumentException("a phrase of " + name + " has no words");
                }
            }
        }
    }

    /** All topics of a policy; none is fine. */
    public DeniedTopics(List<Topic> topics) {
        this.topics = List.copyOf(topics);
        List<List<String>> phrases = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            for (String phrase : topics.get(i).phrases()) {
                phrases.add(pattern(phrase));
                owners.add(i);
            }
        }
        automaton = new PhraseAutomaton(phrases);
        topicOf = owners.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The topics of a text.
     *
     * @param text any length
     * @return their names, in the order of the settings
     */
    public List<String> found(String text) {
        if (topics.isEmpty()) {
            return List.of();
        }
        BitSet phrases = new BitSet(topicOf.length);
        PhraseAutomaton.Walk walk = automaton.walk(phrases);
        WordReader reader = new WordReader((chars, length, gap, caps) -> walk.word(chars, length));
        reader.add(text);
        reader.end();
        int[] counts = new int[topics.size()];
        phrases.stream().forEach(phrase -> counts[topicOf[phrase]]++);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] >= topics.get(i).threshold()) {
                names.add(topics.get(i).name());
            }
        }
        return List.copyOf(names);
    }

    /** The words of a phrase, folded, stars kept. */
    private static List<String> pattern(String phrase) {
        List<String> words = new ArrayList<>();
        for (String word : phrase.strip().split("\\s+", -1)) {
            boolean open = word.endsWith("*");
            List<String> folded = List.of(
                    Folding.words(open ? word.substring(0, word.length() - 1) : word).split(" ", -1));
            words.addAll(folded.subList(0, folded.size() - 1));
            words.add(folded.getLast() + (open ? "*" : ""));
        }
        words.removeIf(word -> word.isEmpty() || word.equals("*"));
        return words;
    }
}
