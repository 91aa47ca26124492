package gateway.cache;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a question must be the same for an answer to hold for another one: its words but for those that are there for
 * politeness alone, in their order. So a changed number, name, sign or negation is another question, and so is the same
 * in other words: that is what vectors of words cannot tell from it.
 */
final class Wording {
    /** A word, with what holds numbers and shortened words together; or a sign that can change what is meant. */
    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}\\p{N}]+(?:[.,:'’_/-][\\p{L}\\p{N}]+)*|[<>=+*/%^$€£#@&|~-]");

    /** They ask, greet and thank, and mean nothing else, in English or German. */
    private static final Set<String> POLITE =
            Set.of("please", "kindly", "hi", "hello", "hey", "thanks", "bitte", "danke", "hallo");

    /** The same in several words, as they stand without the above. */
    private static final Pattern PHRASES = Pattern.compile(
            "^(?:thank you |(?:can|could|would|will) you tell me |(?:kannst du|könntest du|können sie|könnten sie) mir sagen )+");

    /** Longer questions are texts to work on. */
    private static final int LONGEST = 2_000;

    private Wording() {}

    /** Whether it can be compared: in code and lists, blanks and line breaks mean something. */
    static boolean isComparable(String text) {
        return text.length() <= LONGEST
                && text.strip().indexOf('\n') < 0
                && !essence(text).isEmpty();
    }

    /** The words and signs of a text, folded, in order. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher found = tokens(Normalizer.normalize(text, Normalizer.Form.NFC));
        while (found.find()) {
            words.add(folded(found.group()).replace('’', '\''));
        }
        return words;
    }

    /** The words and signs of a text in NFC, as they stand. */
    static Matcher tokens(String text) {
        return TOKEN.matcher(text);
    }

    /** Whether a word in lower case asks, greets or thanks, and means nothing else. */
    static boolean isPolite(String word) {
        return POLITE.contains(word);
    }

    /** In lower case, but for what is in capitals: US and us are two words. */
    private static String folded(String word) {
        return word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT)) ? word : word.toLowerCase(Locale.ROOT);
    }

    /** What must be the same: two texts with an equal essence ask the same. */
    static String essence(String text) {
        StringBuilder essence = new StringBuilder(text.length());
        for (String word : words(text)) {
            if (!POLITE.contains(word)) {
                essence.append(word).append(' ');
            }
        }
        return PHRASES.matcher(essence).replaceFirst("");
    }
}
