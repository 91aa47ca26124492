package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes top-level fields of a JSON object and leaves every other character as it is. Thread-safe. */
public final class JsonSplice {
    private JsonSplice() {}

    /**
     * Sets fields.
     *
     * @param json an object, known to be valid
     * @param fields JSON text by name; a field that is not there is put in front
     */
    public static String with(String json, Map<String, String> fields) {
        Map<String, String> missing = new LinkedHashMap<>(fields);
        StringBuilder out = new StringBuilder(json.length() + 64);
        int copied = 0;
        int open = 0;
        try (JsonParser parser = JsonCodec.MAPPER.createParser(json)) {
            parser.nextToken();
            open = (int) parser.currentTokenLocation().getCharOffset() + 1;
            boolean empty = true;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                empty = false;
                String value = missing.remove(parser.currentName());
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (value != null) {
                    parser.finishToken();
                    out.append(json, copied, from).append(value);
                    copied = (int) parser.currentLocation().getCharOffset();
                }
            }
            out.append(json, copied, json.length());
            if (!missing.isEmpty()) {
                out.insert(open, fields(missing, !empty));
            }
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fields(Map<String, String> fields, boolean more) {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(text.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return more ? text.append(',').toString() : text.toString();
    }
}
