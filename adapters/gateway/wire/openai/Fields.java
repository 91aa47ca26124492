package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a client, read strictly: a wrong type or range is refused by the field's name; null counts as
 * absent.
 *
 * @param node the object
 * @param path its name in OpenAI's notation, such as {@code messages[0].content}; empty for the whole body
 */
public record Fields(ObjectNode node, String path) {
    /** A refusal that blames a field. */
    public static RefusedException wrong(String param, String problem) {
        return new RefusedException(new Refusal.Malformed("'" + param + "' " + problem, param));
    }

    /** An element that must be an object. */
    public static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw wrong(path, "must be an object");
    }

    /** The full name of a field. */
    public String param(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public @Nullable JsonNode get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public @Nullable String text(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(param(name), "must be a string");
        }
        return value.textValue();
    }

    /** A string that must be there and must not be empty. */
    public String name(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw wrong(param(name), "is missing: give a string that is not empty");
        }
        return value;
    }

    public @Nullable Boolean flag(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong(param(name), "must be true or false");
        }
        return value.booleanValue();
    }

    public @Nullable Double number(String name, int min, int max) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        // written so that NaN fails, too
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            throw wrong(param(name), "must be a number from " + min + " to " + max);
        }
        return value.doubleValue();
    }

    public @Nullable Integer integer(String name, int min, int max) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            String range = max == Integer.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max;
            throw wrong(param(name), "must be a whole number " + range);
        }
        return value.intValue();
    }

    public @Nullable Long wholeNumber(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(param(name), "must be a whole number of 64 bits");
        }
        return value.longValue();
    }

    public @Nullable Fields object(String name) {
        JsonNode value = get(name);
        return value == null ? null : of(value, param(name));
    }

    /** An object that must be there. */
    public Fields needed(String name) {
        Fields value = object(name);
        if (value == null) {
            throw wrong(param(name), "is missing: give an object");
        }
        return value;
    }

    /** The elements of an array; none where it is absent. */
    public List<JsonNode> list(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(param(name), "must be an array");
        }
        List<JsonNode> elements = new ArrayList<>(value.size());
        value.forEach(elements::add);
        return elements;
    }

    /** The objects of an array. */
    public List<Fields> objects(String name) {
        List<JsonNode> elements = list(name);
        List<Fields> objects = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            objects.add(of(elements.get(i), param(name) + "[" + i + "]"));
        }
        return objects;
    }

    /** Whether a field other than the named one is there. */
    public boolean hasMoreThan(String name) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals(name) && !field.getValue().isNull()) {
                return true;
            }
        }
        return false;
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Fields[" + node.size() + "]";
    }
}
