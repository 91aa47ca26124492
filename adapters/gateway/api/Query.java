package gateway.api;

import gateway.wire.JsonCodec;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind a path's question mark. */
public final class Query {
    private static final int LONGEST_VALUE = 200;

    private Query() {}

    /**
     * The values by their names, decoded, in the order in which they stand.
     *
     * @param raw as it was sent; null = none
     * @param known names that mean something on this path
     * @throws gateway.model.RefusedException for any other name, a repeated one, and what cannot be decoded
     */
    public static Map<String, String> values(@Nullable String raw, String... known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!List.of(known).contains(name)) {
                throw JsonCodec.malformed(
                        known.length == 0
                                ? "this path takes no query"
                                : "the query of this path may name " + String.join(", ", known) + ", nothing else");
            }
            if (value.isBlank() || value.length() > LONGEST_VALUE) {
                throw JsonCodec.malformed(
                        "'" + name + "' must have 1 to " + LONGEST_VALUE + " characters, or be left out");
            }
            if (values.put(name, value) != null) {
                throw JsonCodec.malformed("'" + name + "' must be given once");
            }
        }
        return values;
    }

    /** How many are wanted at most, by the value of {@code limit}. */
    public static int limit(Map<String, String> values, int otherwise, int most) {
        String text = values.get("limit");
        if (text == null) {
            return otherwise;
        }
        int limit = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            throw JsonCodec.malformed("'limit' must be a whole number, 1 to " + most);
        }
        return limit;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw JsonCodec.malformed("the query is malformed: write a percent sign as %25");
        }
    }
}
