package gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import gateway.contract.Field.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of an OpenAPI document, version 3: those of the request and of the answers of the operation whose path
 * ends with a given one, and of that for embeddings if it is there. Unions are put together; an object within one of
 * its own kind is not looked into.
 */
final class OpenApiSchema {
    private static final String JSON = "application/json";
    private static final String STREAM = "text/event-stream";

    private final JsonNode document;
    private final SchemaFields fields = new SchemaFields();

    private OpenApiSchema(JsonNode document) {
        this.document = document;
    }

    /**
     * Reads a document.
     *
     * @param path what the operation's path ends with
     * @param events name of the schema of a stream's events, where the operation does not tell
     * @throws IllegalArgumentException if there is no such operation
     */
    static Collection<Field> read(JsonNode document, String path, String events) {
        OpenApiSchema schema = new OpenApiSchema(document);
        JsonNode operation = schema.operation(path);
        if (operation.isMissingNode()) {
            throw new IllegalArgumentException("the document has no operation POST ..." + path);
        }
        JsonNode content = schema.both(operation, Section.REQUEST, Section.ANSWER);
        schema.both(schema.operation("/embeddings"), Section.EMBEDDING_REQUEST, Section.EMBEDDING_ANSWER);
        JsonNode stream = content.path(STREAM).path("schema");
        if (stream.isMissingNode()) {
            stream = document.path("components").path("schemas").path(events);
        }
        // Mistral's document describes the frame around the event
        JsonNode framed = schema.resolved(stream).path("properties").path("data");
        schema.walk(framed.isMissingNode() ? stream : framed, Section.EVENT, "", false, Set.of());
        return schema.fields.all();
    }

    /** Reads a request and its answer in one piece; returns all that it answers. */
    private JsonNode both(JsonNode operation, Section asked, Section answered) {
        walk(operation.path("requestBody").path("content").path(JSON).path("schema"), asked, "", false, Set.of());
        JsonNode content = resolved(operation.path("responses").path("200")).path("content");
        walk(content.path(JSON).path("schema"), answered, "", false, Set.of());
        return content;
    }

    private JsonNode operation(String path) {
        for (var each : document.path("paths").properties()) {
            if (each.getKey().endsWith(path) && each.getValue().has("post")) {
                return each.getValue().path("post");
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : schema;
    }

    /**
     * One of the schemas that a value may have.
     *
     * @param schema of it
     * @param around names of those that it stands in, its own included
     */
    private record Variant(JsonNode schema, Set<String> around) {}

    /** Adds the schema's own field, if it has a path, and those in it. */
    private void walk(JsonNode schema, Section section, String path, boolean required, Set<String> within) {
        List<Variant> variants = new ArrayList<>();
        Set<String> types = new TreeSet<>();
        if (variants(schema, variants, within)) {
            types.add("object");
        }
        Set<String> values = new TreeSet<>();
        boolean open = false;
        boolean anything = false;
        for (Variant variant : variants) {
            Set<String> own = types(variant.schema());
            Set<String> listed = values(variant.schema());
            types.addAll(own);
            values.addAll(listed);
            open |= listed.isEmpty() && own.contains("string");
            anything |= own.isEmpty();
        }
        if (!path.isEmpty()) {
            fields.add(section, path, anything ? Set.of() : types, open || anything ? Set.of() : values, required);
        }
        inside(variants, section, path);
        for (Variant variant : variants) {
            if (variant.schema().has("items")) {
                List<Variant> elements = new ArrayList<>();
                variants(variant.schema().path("items"), elements, variant.around());
                inside(elements, section, path + "[]");
            }
        }
    }

    /** The fields of an object, which is one of several variants. */
    private void inside(List<Variant> variants, Section section, String path) {
        if (path.chars().filter(c -> c == '.').count() > SchemaFields.DEPTH) {
            return;
        }
        for (Variant variant : variants) {
            for (var property : variant.schema().path("properties").properties()) {
                String name = property.getKey();
                boolean required = variants.stream().allMatch(each -> requires(each.schema(), name));
                walk(property.getValue(), section, SchemaFields.below(path, name), required, variant.around());
            }
        }
    }

    private static boolean requires(JsonNode variant, String name) {
        for (JsonNode each : variant.path("required")) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds the schemas that a value may have, but null.
     *
     * @param within names of those that the value stands in
     * @return whether one of them is among the latter
     */
    private boolean variants(JsonNode schema, List<Variant> variants, Set<String> within) {
        JsonNode own = schema;
        Set<String> around = within;
        String reference = schema.path("$ref").asText("");
        if (!reference.isEmpty()) {
            if (within.contains(reference)) {
                return true;
            }
            around = new HashSet<>(within);
            around.add(reference);
            own = resolved(schema);
        }
        boolean again = false;
        boolean union = false;
        for (String kind : List.of("allOf", "oneOf", "anyOf")) {
            for (JsonNode each : own.path(kind)) {
                union = true;
                again |= variants(each, variants, around);
            }
        }
        boolean none = own.isMissingNode() || own.path("type").asText().equals("null");
        if (!none && (!union || own.has("properties"))) {
            variants.add(new Variant(own, around));
        }
        return again;
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode told = schema.path("type");
        (told.isArray() ? told : List.of(told)).forEach(type -> add(type.asText(""), types));
        if (types.isEmpty() && schema.has("properties")) {
            types.add("object");
        }
        if (types.isEmpty() && (schema.has("enum") || schema.has("const"))) {
            types.add("string");
        }
        return types;
    }

    private static void add(String type, Set<String> types) {
        switch (type) {
            case "integer" -> types.add("number");
            case "", "null" -> {}
            default -> types.add(type);
        }
    }

    private static Set<String> values(JsonNode schema) {
        Set<String> values = new TreeSet<>();
        schema.path("enum").forEach(value -> {
            if (value.isTextual() && isWord(value.textValue())) {
                values.add(value.textValue());
            }
        });
        if (schema.path("const").isTextual()) {
            values.add(schema.path("const").textValue());
        }
        return values;
    }

    /** Commas and blanks have a meaning in lists. */
    private static boolean isWord(String value) {
        return !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == ' ' || c == '}');
    }
}
