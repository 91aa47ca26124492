package gateway.hygiene;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Searches bytes for values that must not be in them: as they are, URL-encoded and -decoded, escaped as in JSON with
 * and without {@code \}{@code u}, in any case; numbers of nine digits or more whatever is set between the digits.
 * Values of fewer than six chars are not searched for. Linear in the bytes. Not thread-safe.
 */
public final class LeakSearch {
    private static final int LEAST = 6;
    private static final int LEAST_DIGITS = 9;
    private static final String BETWEEN_DIGITS = " .,/()-\u00a0\u200b";

    private final Map<String, Map<String, String>> texts = new HashMap<>();
    private final Map<String, Map<String, String>> numbers = new HashMap<>();
    private int values;
    private int skipped;

    /**
     * A value that was found.
     *
     * @param sink where
     * @param label of the value
     * @param form as it was found
     */
    public record Hit(String sink, String label, String form) {}

    /** Adds a value, with what it is called in reports. */
    public void add(String label, String value) {
        values++;
        if (value.length() < LEAST) {
            skipped++;
            return;
        }
        for (String form : forms(value)) {
            if (form.length() >= LEAST) {
                texts.computeIfAbsent(form.substring(0, LEAST), begin -> new HashMap<>())
                        .put(form, label);
            }
        }
        String digits = digits(decoded(value));
        if (digits.length() >= LEAST_DIGITS && isNumber(label)) {
            numbers.computeIfAbsent(digits.substring(0, LEAST_DIGITS), begin -> new HashMap<>())
                    .put(digits, label);
        }
    }

    /** How many values are searched for. */
    public int values() {
        return values - skipped;
    }

    /** How many values were too short. */
    public int skipped() {
        return skipped;
    }

    /** What is found in a sink, each form once. */
    public List<Hit> in(String sink, byte[] content) {
        String text = folded(new String(content, StandardCharsets.UTF_8));
        Set<Hit> hits = new HashSet<>();
        find(texts, LEAST, sink, text, hits);
        findNumbers(sink, text, hits);
        return List.copyOf(hits);
    }

    private void findNumbers(String sink, String text, Set<Hit> hits) {
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            StringBuilder run = new StringBuilder();
            int gap = 0;
            while (at < text.length() && gap <= 2) {
                char c = text.charAt(at);
                if (isDigit(c)) {
                    run.append(c);
                    gap = 0;
                } else if (BETWEEN_DIGITS.indexOf(c) >= 0) {
                    gap++;
                } else {
                    break;
                }
                at++;
            }
            find(numbers, LEAST_DIGITS, sink, run.toString(), hits);
        }
    }

    private static void find(
            Map<String, Map<String, String>> index, int least, String sink, String text, Set<Hit> hits) {
        for (int i = 0; i + least <= text.length(); i++) {
            Map<String, String> candidates = index.getOrDefault(text.substring(i, i + least), Map.of());
            for (Map.Entry<String, String> each : candidates.entrySet()) {
                if (text.startsWith(each.getKey(), i)) {
                    hits.add(new Hit(sink, each.getValue(), each.getKey()));
                }
            }
        }
    }

    private static List<String> forms(String value) {
        Set<String> forms = new TreeSet<>();
        for (String one : List.of(value, decoded(value))) {
            String json = new String(JsonStringEncoder.getInstance().quoteAsString(one));
            String encoded = URLEncoder.encode(one, StandardCharsets.UTF_8);
            forms.addAll(List.of(one, json, ascii(json), encoded, encoded.replace("+", "%20")));
        }
        List<String> folded = new ArrayList<>();
        forms.forEach(form -> folded.add(folded(form)));
        return folded;
    }

    private static String decoded(String value) {
        try {
            return value.indexOf('%') < 0 ? value : URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static String ascii(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(c < 128 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return escaped.toString();
    }

    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().filter(c -> isDigit((char) c)).forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Dates and house numbers are too common for their digits alone. */
    private static boolean isNumber(String label) {
        return !label.contains("DATE_OF_BIRTH") && !label.contains("API_KEY") && !label.contains("ADDRESS");
    }
}
