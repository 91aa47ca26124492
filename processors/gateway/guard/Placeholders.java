package gateway.guard;

import gateway.model.PiiKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The placeholders of one request, such as {@code <PERSON_1>}: the same value gets the same one. Confined to the
 * request.
 */
final class Placeholders {
    /** No placeholder is longer: the longest kind, an underscore, ten digits and the brackets. */
    static final int LONGEST = 32;

    private final Map<String, String> byValue = new HashMap<>();
    private final Map<String, String> originals = new HashMap<>();
    private final Map<PiiKind, Integer> last = new EnumMap<>(PiiKind.class);
    private final Set<String> taken = new HashSet<>();

    /** Takes note of what looks like a placeholder in a text of the request, so that none of ours is the same. */
    void avoid(String text) {
        for (int at = text.indexOf('_'); at >= 0; at = text.indexOf('_', at + 1)) {
            int end = at + 1;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            int start = at;
            while (start > 0 && at - start < LONGEST && isKind(text.charAt(start - 1))) {
                start--;
            }
            if (end > at + 1 && start < at) {
                taken.add(text.substring(start, end));
            }
        }
    }

    /** What stands for a value. */
    String of(PiiKind kind, String value) {
        return byValue.computeIfAbsent(kind + ":" + value, _ -> {
            String name;
            do {
                name = kind + "_" + last.merge(kind, 1, Integer::sum);
            } while (taken.contains(name));
            originals.put(name, value);
            return "<" + name + ">";
        });
    }

    /** The values by their placeholders, without brackets. */
    Map<String, String> originals() {
        return originals;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isKind(char c) {
        return (c >= 'A' && c <= 'Z') || c == '_';
    }
}
