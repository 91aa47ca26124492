package gateway.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ways to change a question: such that another answer is due, and such that the same one is. */
final class Changes {
    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Pattern VERB = Pattern.compile(
            "\\b(is|are|was|were|can|should|does|do|did|will|must|ist|sind|kann|darf|soll|muss|wird)\\b");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\p{Ll}{2,}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");
    private static final Pattern SIGN = Pattern.compile("[<>]|(?<=\\d ?)[+*/-](?= ?\\d)");

    private final Random random;
    private final List<String> words;

    /** Takes the chance, and words to put in the place of others. */
    Changes(Random random, List<String> words) {
        this.random = random;
        this.words = List.copyOf(words);
    }

    /** After these another answer is due; each gives null where a text has no place for it. */
    Map<String, UnaryOperator<@Nullable String>> meaningful() {
        Map<String, UnaryOperator<@Nullable String>> all = new LinkedHashMap<>();
        all.put("one digit", text -> replaced(text, DIGIT, was -> Integer.toString((Integer.parseInt(was) + 1) % 10)));
        all.put(
                "a negation put in",
                text -> replaced(
                        text, VERB, was -> was.matches("[iskdmw].*(t|d|n|f|ll|ss)") ? was + " nicht" : was + " not"));
        all.put("another name", text -> replaced(text, NAME, was -> other(was)));
        all.put("another word", text -> replaced(text, WORD, was -> other(was).toLowerCase(Locale.ROOT)));
        all.put("two words changed places", this::swapped);
        all.put(
                "another sign",
                text -> replaced(
                        text,
                        SIGN,
                        was -> was.equals("<") ? ">" : was.equals(">") ? "<" : was.equals("+") ? "-" : "+"));
        return all;
    }

    /** After these the same answer is due. */
    Map<String, UnaryOperator<@Nullable String>> harmless() {
        Map<String, UnaryOperator<@Nullable String>> all = new LinkedHashMap<>();
        all.put("greeting and please", text -> "Hello, could you please tell me: " + text);
        all.put("lower case", text -> text == null ? null : text.toLowerCase(Locale.ROOT));
        all.put(
                "no commas, no full stop at the end",
                text -> text == null ? null : text.replaceAll(",(?= )|[.?!]+$", ""));
        all.put(
                "a letter wrong",
                text -> replaced(
                        text, WORD, was -> was.charAt(0) + "" + was.charAt(2) + was.charAt(1) + was.substring(3)));
        return all;
    }

    private String other(String word) {
        String other = word;
        while (other.equalsIgnoreCase(word)) {
            other = words.get(random.nextInt(words.size()));
        }
        return other;
    }

    private @Nullable String replaced(@Nullable String text, Pattern what, UnaryOperator<String> by) {
        if (text == null) {
            return null;
        }
        List<MatchResult> all = what.matcher(text).results().toList();
        if (all.isEmpty()) {
            return null;
        }
        MatchResult one = all.get(random.nextInt(all.size()));
        return text.substring(0, one.start()) + by.apply(one.group()) + text.substring(one.end());
    }

    private @Nullable String swapped(@Nullable String text) {
        List<MatchResult> all =
                new ArrayList<>(WORD.matcher(text == null ? "" : text).results().toList());
        if (text == null || all.size() < 2) {
            return null;
        }
        int first = random.nextInt(all.size() - 1);
        MatchResult one = all.get(first);
        MatchResult two = all.get(first + 1 + random.nextInt(all.size() - first - 1));
        return one.group().equalsIgnoreCase(two.group())
                ? null
                : text.substring(0, one.start())
                        + two.group()
                        + text.substring(one.end(), two.start())
                        + one.group()
                        + text.substring(two.end());
    }
}
