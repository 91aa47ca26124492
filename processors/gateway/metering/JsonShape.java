package gateway.metering;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import gateway.model.Format;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Says whether a text is JSON of a certain shape, in one pass and without keeping any of it. */
final class JsonShape {
    private static final int MAX_DEPTH = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonShape() {}

    /** Whether it is one JSON object and nothing else. */
    static boolean isObject(CharSequence text) {
        return isJson(text, true, Set.of());
    }

    /**
     * Whether it is what was asked for: an object, or, by a schema, JSON of the schema's type with all the fields that
     * it requires at its top. What lies deeper is not looked at.
     */
    static boolean follows(CharSequence text, Format format) {
        return switch (format) {
            case Format.JsonObject any -> isObject(text);
            case Format.JsonSchema schema -> {
                Needs needs = Needs.of(schema.schema().text());
                yield isJson(text, needs.object(), needs.fields());
            }
        };
    }

    /**
     * What a schema asks for at its top.
     *
     * @param object whether it asks for an object
     * @param fields those that must be there
     */
    private record Needs(boolean object, Set<String> fields) {
        static Needs of(String schema) {
            boolean object = false;
            boolean typed = false;
            Set<String> fields = new HashSet<>();
            try (JsonParser parser = FACTORY.createParser(schema)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (name.equals("type")) {
                        typed = true;
                        object = value == JsonToken.VALUE_STRING
                                && parser.getText().equals("object");
                    } else if (!typed && (name.equals("properties") || name.equals("required"))) {
                        object = true;
                    }
                    if (name.equals("required") && value == JsonToken.START_ARRAY) {
                        while (parser.nextToken() == JsonToken.VALUE_STRING) {
                            fields.add(parser.getText());
                        }
                    } else {
                        parser.skipChildren();
                    }
                }
            } catch (IOException e) {
                // a schema that cannot be read asks for JSON alone
                return new Needs(false, Set.of());
            }
            return new Needs(object, object ? fields : Set.of());
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Needs[object=" + object + ", " + fields.size() + " fields]";
        }
    }

    private static boolean isJson(CharSequence text, boolean object, Set<String> fields) {
        Set<String> missing = new HashSet<>(fields);
        try (JsonParser parser = FACTORY.createParser(text.toString())) {
            JsonToken first = parser.nextToken();
            if (first == null || (object && first != JsonToken.START_OBJECT)) {
                return false;
            }
            int depth = first.isStructStart() ? 1 : 0;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return false;
                }
                if (depth == 1 && token == JsonToken.FIELD_NAME) {
                    missing.remove(parser.currentName());
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return parser.nextToken() == null && missing.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
