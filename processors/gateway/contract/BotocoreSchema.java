package gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.contract.Field.Section;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of Converse and ConverseStream in a service model as botocore keeps it ({@code service-2.json}). What goes
 * into the URL or a header is left out, and so are a structure's fields within one of its own kind.
 */
final class BotocoreSchema {
    private final JsonNode shapes;
    private final SchemaFields fields = new SchemaFields();

    private BotocoreSchema(JsonNode shapes) {
        this.shapes = shapes;
    }

    /**
     * Reads a model.
     *
     * @throws IllegalArgumentException if it has no operation Converse
     */
    static Collection<Field> read(JsonNode document) {
        JsonNode whole = document.path("operations").path("Converse");
        JsonNode streamed = document.path("operations").path("ConverseStream");
        if (whole.isMissingNode() || streamed.isMissingNode()) {
            throw new IllegalArgumentException("the document has no operations Converse and ConverseStream");
        }
        BotocoreSchema schema = new BotocoreSchema(document.path("shapes"));
        schema.inside(shape(whole.path("input")), Section.REQUEST, "", Set.of());
        schema.inside(shape(whole.path("output")), Section.ANSWER, "", Set.of());
        JsonNode output = schema.shapes.path(shape(streamed.path("output"))).path("members");
        schema.inside(shape(output.path("stream")), Section.EVENT, "", Set.of());
        return schema.fields.all();
    }

    private static String shape(JsonNode reference) {
        return reference.path("shape").asText("");
    }

    private void inside(String name, Section section, String path, Set<String> within) {
        JsonNode shape = shapes.path(name);
        if (within.contains(name) || path.chars().filter(c -> c == '.').count() > SchemaFields.DEPTH) {
            return;
        }
        Set<String> around = new HashSet<>(within);
        around.add(name);
        Set<String> must = new HashSet<>();
        shape.path("required").forEach(each -> must.add(each.asText()));
        for (var member : shape.path("members").properties()) {
            if (!member.getValue().has("location")) {
                walk(
                        shape(member.getValue()),
                        section,
                        SchemaFields.below(path, member.getKey()),
                        must.contains(member.getKey()),
                        shape.path("union").asBoolean(false) ? name + Field.ONE : "",
                        around);
            }
        }
    }

    private void walk(String name, Section section, String path, boolean required, String union, Set<String> within) {
        JsonNode shape = shapes.path(name);
        Set<String> values = new TreeSet<>();
        shape.path("enum").forEach(each -> values.add(each.asText()));
        boolean document = shape.path("document").asBoolean(false);
        fields.add(
                section,
                path,
                document ? Set.of() : Set.of(type(shape.path("type").asText())),
                values,
                required,
                union);
        switch (shape.path("type").asText()) {
            case "structure" -> {
                if (!document) {
                    inside(name, section, path, within);
                }
            }
            case "list" -> inside(shape(shape.path("member")), section, path + "[]", within);
            default -> {}
        }
    }

    private static String type(String type) {
        return switch (type) {
            case "structure", "map" -> "object";
            case "list" -> "array";
            case "integer", "long", "float", "double" -> "number";
            case "boolean" -> "boolean";
            default -> "string";
        };
    }
}
