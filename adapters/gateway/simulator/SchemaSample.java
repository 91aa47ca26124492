package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes up a JSON value that fits a JSON schema, in the spelling of OpenAI or of Gemini. */
final class SchemaSample {
    private static final int DEEPEST = 12;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;
    private final String echo;

    private SchemaSample(JsonNode root, String echo) {
        this.root = root;
        this.echo = echo;
    }

    /**
     * A value that fits.
     *
     * @param schema the schema, whose own {@code $defs} may be referred to
     * @param echo goes where any string will do
     */
    static JsonNode of(JsonNode schema, String echo) {
        return new SchemaSample(schema, echo).sample(schema, 0);
    }

    private JsonNode sample(JsonNode schema, int depth) {
        if (depth > DEEPEST) {
            return NODES.nullNode();
        }
        if (schema.path("$ref").isTextual()) {
            String pointer = schema.path("$ref").textValue();
            return sample(root.at(pointer.startsWith("#/") ? pointer.substring(1) : ""), depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").get(0);
        }
        for (String alternatives : List.of("anyOf", "oneOf")) {
            if (!schema.path(alternatives).isEmpty()) {
                return sample(schema.path(alternatives).get(0), depth + 1);
            }
        }
        if (!schema.path("allOf").isEmpty()) {
            return all(schema.path("allOf"), depth);
        }
        return typed(type(schema), schema, depth);
    }

    private JsonNode typed(String type, JsonNode schema, int depth) {
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(lowest(schema)));
            case "number" -> NODES.numberNode(schema.path("minimum").asDouble((double) lowest(schema)));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(string(schema));
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        for (JsonNode one : type) {
            if (!one.asText().equals("null")) {
                return one.asText().toLowerCase(Locale.ROOT);
            }
        }
        if (type.isTextual()) {
            return type.textValue().toLowerCase(Locale.ROOT);
        }
        return schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> names = new ArrayList<>();
        if (schema.has("required")) {
            schema.path("required").forEach(name -> names.add(name.asText()));
        } else if (depth < 3) {
            schema.path("properties").fieldNames().forEachRemaining(names::add);
        }
        for (String name : names) {
            object.set(name, sample(schema.path("properties").path(name), depth + 1));
        }
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        JsonNode items = schema.path("items");
        int count = Math.min(
                schema.path("minItems").asInt(1), schema.path("maxItems").asInt(Integer.MAX_VALUE));
        for (int i = 0; i < Math.min(count, 100); i++) {
            array.add(sample(items, depth + 1));
        }
        return array;
    }

    private JsonNode all(JsonNode schemas, int depth) {
        ObjectNode merged = NODES.objectNode();
        for (JsonNode schema : schemas) {
            JsonNode sample = sample(schema, depth + 1);
            if (!(sample instanceof ObjectNode object)) {
                return sample;
            }
            merged.setAll(object);
        }
        return merged;
    }

    private static long lowest(JsonNode schema) {
        if (schema.has("exclusiveMinimum")) {
            return schema.path("exclusiveMinimum").asLong() + 1;
        }
        return Math.min(1, schema.path("maximum").asLong(1));
    }

    private String string(JsonNode schema) {
        String plain = switch (schema.path("format").asText()) {
            case "date-time" -> "2026-01-01T00:00:00Z";
            case "date" -> "2026-01-01";
            case "time" -> "00:00:00Z";
            case "duration" -> "PT1S";
            case "email" -> "simulator@example.com";
            case "uri" -> "https://example.com/";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            case "ipv4" -> "192.0.2.1";
            default -> echo;
        };
        int missing = schema.path("minLength").asInt(0) - plain.length();
        String padded = missing > 0 ? plain + ".".repeat(Math.min(missing, 10_000)) : plain;
        int most = schema.path("maxLength").asInt(padded.length());
        return padded.substring(0, Math.clamp(most, 0, padded.length()));
    }
}
