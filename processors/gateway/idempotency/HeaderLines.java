package gateway.idempotency;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A reply's headers as one text, as a store keeps them: a line {@code name: value} each, as in HTTP/1.1. */
public final class HeaderLines {
    private static final String COLON = ": ";

    private HeaderLines() {}

    /** The text. */
    public static String write(Map<String, String> headers) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        lines.append(name).append(COLON).append(value).append('\n'));
        return lines.toString();
    }

    /** The headers; lines that are none are passed over. */
    public static Map<String, String> read(String lines) {
        Map<String, String> headers = new HashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(COLON);
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + COLON.length()));
            }
        });
        return headers;
    }
}
