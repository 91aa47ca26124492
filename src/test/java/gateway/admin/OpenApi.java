package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The description of the admin API, with a check of values against its schemas as far as it uses JSON Schema. */
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi read() {
        try {
            return new OpenApi(JsonCodec.MAPPER.readTree(Files.readString(Path.of("docs", ApiDescription.RESOURCE))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** Every operation, as {@code GET /admin/v1/models}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(field -> {
                    if (METHODS.contains(field)) {
                        operations.add(field.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** The description of an operation; missing if there is none. */
    JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
    }

    /** What is wrong with a reply by the description of its operation. */
    List<String> problems(String method, String path, int status, JsonNode body) {
        JsonNode response = operation(method, path).path("responses").path(Integer.toString(status));
        if (response.isMissingNode()) {
            return List.of(method + " " + path + " does not describe the status " + status);
        }
        JsonNode schema =
                resolved(response).path("content").path("application/json").path("schema");
        return problems(schema, body, method + " " + path + " " + status);
    }

    /** What is wrong with a value by a schema. */
    List<String> problems(JsonNode schema, JsonNode value, String at) {
        List<String> problems = new ArrayList<>();
        check(schema, value, at, problems);
        return problems;
    }

    /** A part of the document, or what it refers to. */
    JsonNode resolved(JsonNode part) {
        JsonNode at = part;
        while (at.has("$ref")) {
            at = document.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    private void check(JsonNode reference, JsonNode value, String at, List<String> problems) {
        JsonNode schema = resolved(reference);
        if (schema.isMissingNode()) {
            problems.add(at + " has no schema");
            return;
        }
        if (schema.has("type") && !types(schema).contains(type(value))) {
            problems.add(at + " must be " + types(schema) + ", is " + type(value));
            return;
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add(at + " must be one of " + schema.path("enum") + ", is " + value);
        }
        if (schema.has("pattern")
                && !value.asText().matches(schema.path("pattern").asText())) {
            problems.add(at + " must match " + schema.path("pattern"));
        }
        if (schema.has("minimum")
                && value.isNumber()
                && value.asLong() < schema.path("minimum").asLong()) {
            problems.add(at + " must be at least " + schema.path("minimum"));
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                problems.add(at + " lacks " + name.asText());
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            field(schema, field, at + "." + field.getKey(), problems);
        }
        for (JsonNode item : value.isArray() ? value : JsonCodec.object()) {
            check(schema.path("items"), item, at + "[]", problems);
        }
    }

    private void field(JsonNode schema, Map.Entry<String, JsonNode> field, String at, List<String> problems) {
        JsonNode known = schema.path("properties").path(field.getKey());
        JsonNode others = schema.path("additionalProperties");
        if (!known.isMissingNode()) {
            check(known, field.getValue(), at, problems);
        } else if (others.isObject()) {
            check(others, field.getValue(), at, problems);
        } else if (others.isBoolean() && !others.asBoolean()) {
            problems.add(at + " is not described");
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(each -> types.add(each.asText()));
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> "object";
            case ARRAY -> "array";
            case STRING, BINARY -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case NULL -> "null";
            case MISSING -> "missing";
        };
    }
}
