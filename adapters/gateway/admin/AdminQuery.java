package gateway.admin;

import gateway.wire.JsonCodec;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a path's question mark, decoded.
 *
 * @param values by name
 */
record AdminQuery(Map<String, String> values) {
    private static final int LONGEST_VALUE = 200;
    private static final String DAY = "2026-12-31";

    AdminQuery {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads the query of a call.
     *
     * @param known names that mean something on this path
     * @throws gateway.model.RefusedException for any other name, a repeated one, and what cannot be decoded
     */
    static AdminQuery of(AdminCall call, String... known) {
        String raw = call.http().management().query();
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
        return new AdminQuery(values);
    }

    /** A text; null if it is not given. */
    @Nullable String text(String name) {
        return values.get(name);
    }

    /** A moment; a day stands for its beginning in UTC. */
    Instant instant(String name, Instant otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        Instant read = text.length() == DAY.length() ? Times.instant(text + "T00:00:00Z") : Times.instant(text);
        if (read == null) {
            throw JsonCodec.malformed(
                    "'" + name + "' must be an instant such as 2026-12-31T23:00:00Z, or a day such as " + DAY);
        }
        return read;
    }

    /** A day of the calendar. */
    LocalDate day(String name, LocalDate otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        LocalDate read = Times.day(text);
        if (read == null) {
            throw JsonCodec.malformed("'" + name + "' must be a day such as " + DAY);
        }
        return read;
    }

    /** How many are wanted at most. */
    int limit(int otherwise, int most) {
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

    /** Shows no content. */
    @Override
    public String toString() {
        return "AdminQuery[" + values.size() + "]";
    }
}
