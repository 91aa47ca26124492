package gateway.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The spellings of a setting's name. */
final class Names {
    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z0-9])");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9]");

    private Names() {}

    /** {@code cacheWrite1h} as {@code cache-write-1h}, {@code X_API_KEY} as {@code x-api-key}. */
    static String kebab(String name) {
        return HUMP.matcher(name).replaceAll("$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** {@code gpt-5.4-mini} as {@code GPT_5_4_MINI}. */
    static String variable(String key) {
        return OTHER.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /** The known name that was probably meant; null if none is near. */
    static @Nullable String nearest(String name, Collection<String> known) {
        String best = null;
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(kebab(name), candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /* Levenshtein's distance with two rows: the fewest insertions, deletions and changes that turn one into the other. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(change, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[to.length()];
    }
}
