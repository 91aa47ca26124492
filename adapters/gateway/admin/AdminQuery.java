package gateway.admin;

import gateway.api.Query;
import gateway.wire.JsonCodec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a path's question mark, decoded.
 *
 * @param values by name
 */
record AdminQuery(Map<String, String> values) {
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
        return new AdminQuery(Query.values(call.http().management().query(), known));
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
        return Query.limit(values, otherwise, most);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "AdminQuery[" + values.size() + "]";
    }
}
