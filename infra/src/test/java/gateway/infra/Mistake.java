package gateway.infra;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A deliberate mistake in a template.
 *
 * @param what it is
 * @param variant whose templates are spoilt
 * @param type type of the resource
 * @param words what the resource's text must hold, so that it is the right one of several; the first one counts
 * @param path where, as a JSON pointer below the resource; an empty last part of an array adds to it
 * @param value what stands there then, as JSON; empty = it is taken out
 * @param check the name of the check that must notice
 */
record Mistake(String what, Variant variant, String type, String words, String path, String value, String check) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes it in a copy of good templates. */
    Templates in(Templates good) {
        Templates bad = good.copy();
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode parent = resource(bad).at(pointer.head());
        String last = pointer.last().getMatchingProperty();
        switch (parent) {
            case ObjectNode object -> {
                if (value.isEmpty()) {
                    object.remove(last);
                } else {
                    object.set(last, parsed());
                }
            }
            case ArrayNode array -> {
                if (last.isEmpty()) {
                    array.add(parsed());
                } else if (value.isEmpty()) {
                    array.remove(Integer.parseInt(last));
                } else {
                    array.set(Integer.parseInt(last), parsed());
                }
            }
            default -> throw new AssertionError("there is nothing at " + path + " for: " + what);
        }
        if (bad.stacks().equals(good.stacks())) {
            throw new AssertionError("nothing was changed by: " + what);
        }
        return bad;
    }

    private JsonNode resource(Templates templates) {
        for (JsonNode stack : templates.stacks().values()) {
            for (Map.Entry<String, JsonNode> resource : stack.path("Resources").properties()) {
                boolean named = (resource.getKey() + resource.getValue()).contains(words);
                if (resource.getValue().path("Type").asText().equals(type) && named) {
                    return resource.getValue();
                }
            }
        }
        throw new AssertionError("there is no " + type + " with " + words);
    }

    private JsonNode parsed() {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
