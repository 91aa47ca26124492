package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of a client's request, read strictly: a value of the wrong type is refused by its path. A field that is
 * null counts as absent.
 */
final class Fields {
    private final ObjectNode json;
    private final @Nullable Fields parent;
    private final String name;

    private Fields(ObjectNode json, @Nullable Fields parent, String name) {
        this.json = json;
        this.parent = parent;
        this.name = name;
    }

    /** The whole request. */
    static Fields of(ObjectNode json) {
        return new Fields(json, null, "");
    }

    /** The object itself. */
    ObjectNode json() {
        return json;
    }

    /** A field of any type; null where it is absent. */
    @Nullable JsonNode find(String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /** A text that must be there; it may be empty. */
    String text(String field) {
        String value = optionalText(field);
        if (value == null) {
            throw wrong(field, "is missing: it must be a string");
        }
        return value;
    }

    /** A text that must be there and not be empty. */
    String name(String field) {
        String value = text(field);
        if (value.isEmpty()) {
            throw wrong(field, "must not be empty");
        }
        return value;
    }

    /** A text; null where it is absent. */
    @Nullable String optionalText(String field) {
        JsonNode value = find(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(field, "must be a string");
        }
        return value.textValue();
    }

    /** A whole number; null where it is absent. */
    @Nullable Integer integer(String field, int least) {
        JsonNode value = find(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            throw wrong(field, "must be an integer of at least " + least);
        }
        return value.intValue();
    }

    /** A number from 0 to 1; null where it is absent. */
    @Nullable Double fraction(String field) {
        JsonNode value = find(field);
        if (value == null) {
            return null;
        }
        double number = value.doubleValue();
        if (!value.isNumber() || !(number >= 0 && number <= 1)) {
            throw wrong(field, "must be a number from 0 to 1");
        }
        return number;
    }

    /** True or false; null where it is absent. */
    @Nullable Boolean flag(String field) {
        JsonNode value = find(field);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong(field, "must be true or false");
        }
        return value.booleanValue();
    }

    /** An object; null where it is absent. */
    @Nullable Fields object(String field) {
        JsonNode value = find(field);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return new Fields(object, this, field);
        }
        throw wrong(field, "must be an object");
    }

    /** An object that must be there. */
    Fields requiredObject(String field) {
        Fields value = object(field);
        if (value == null) {
            throw wrong(field, "is missing: it must be an object");
        }
        return value;
    }

    /** An array of objects; empty where it is absent. */
    List<Fields> objects(String field) {
        List<Fields> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode item : array(field)) {
            if (!(item instanceof ObjectNode object)) {
                throw wrong(field + "." + index, "must be an object");
            }
            objects.add(new Fields(object, this, field + "." + index));
            index++;
        }
        return objects;
    }

    /** An array of texts; empty where it is absent. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(field)) {
            if (!item.isTextual()) {
                throw wrong(field + "." + texts.size(), "must be a string");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /**
     * The refusal of a field.
     *
     * @param field its name in this object
     * @param problem what is wrong, as the rest of a sentence that the field's path begins
     */
    RefusedException wrong(String field, String problem) {
        String path = path(field);
        return new RefusedException(new Refusal.Malformed(path + " " + problem, path));
    }

    private Iterable<JsonNode> array(String field) {
        JsonNode value = find(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(field, "must be an array");
        }
        return value;
    }

    private String path(String field) {
        return parent == null ? field : parent.path(name) + "." + field;
    }
}
