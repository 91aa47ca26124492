package gateway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** A key's limits, as options of the command line and as words. */
final class KeyLimits {
    static final List<String> OPTIONS =
            List.of("usd-per-day", "usd-per-month", "requests-per-minute", "tokens-per-minute", "concurrent");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,6})?");

    private KeyLimits() {}

    /**
     * The limits that the command line names; numbers stay as they are written.
     *
     * @throws IllegalArgumentException if one is no number
     */
    static ObjectNode read(AdminArguments arguments) {
        ObjectNode limits = JsonCodec.object();
        for (String name : OPTIONS) {
            String value = arguments.value(name);
            if (value == null) {
                continue;
            }
            if (!NUMBER.matcher(value).matches()) {
                throw new IllegalArgumentException("--" + name + " must be a number such as "
                        + (name.startsWith("usd") ? "12.50" : "60") + ", is '" + value + "'");
            }
            limits.put(name, new BigDecimal(value));
        }
        return limits;
    }

    /** The limits of a key that the gateway shows, in one line; empty if it has none. */
    static String line(JsonNode key) {
        StringJoiner line = new StringJoiner(", ");
        for (Map.Entry<String, JsonNode> limit : key.path("limits").properties()) {
            line.add(limit.getKey() + " " + limit.getValue().asText());
        }
        return line.toString();
    }
}
