package gateway.routing.prior;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words by which models of several generations are akin: {@code claude-sonnet-4-5} and
 * {@code anthropic/claude-3-5-sonnet-20241022} are both of the family claude, sonnet. Versions and dates are left out,
 * sizes such as {@code 70b} count.
 */
final class Family {
    private static final Set<String> SILENT =
            Set.of("instruct", "chat", "latest", "preview", "it", "v", "turbo", "exp");

    private Family() {}

    static Set<String> of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        Set<String> words = new TreeSet<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : '-';
            if (Character.isLetterOrDigit(c)) {
                word.append(c);
                continue;
            }
            String kept = kept(word.toString());
            if (!kept.isEmpty() && !SILENT.contains(kept)) {
                words.add(kept);
            }
            word.setLength(0);
        }
        return words;
    }

    /** A word without its version: llama3 is llama, 70b stays, 4o, v2 and 2024 are nothing. */
    private static String kept(String word) {
        if (word.isEmpty()) {
            return "";
        }
        if (Character.isDigit(word.charAt(0))) {
            return word.length() > 1 && word.endsWith("b") ? word : "";
        }
        int end = word.length();
        while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }
}
