package gateway.wire.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.model.Tool;
import gateway.wire.JsonCodec;
import gateway.wire.openai.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Tools of type {@code custom}, which take a text and no JSON. No other dialect has them, so models are offered a
 * function with the text as its one argument, and its calls are told as calls of the custom tool.
 */
final class CustomTools {
    private static final String INPUT = "input";

    private CustomTools() {}

    /**
     * The function that stands for a tool.
     *
     * @param name as models know it
     */
    static Tool function(Fields tool, String name, @Nullable String description) {
        ObjectNode schema = JsonCodec.object().put("type", "object");
        schema.putObject("properties")
                .putObject(INPUT)
                .put("type", "string")
                .put("description", "The whole input of the tool, as plain text" + grammar(tool.object("format")));
        schema.putArray("required").add(INPUT);
        schema.put("additionalProperties", false);
        return new Tool(name, description, JsonCodec.json(schema), null);
    }

    /** No provider holds a function's argument to a grammar, but a model that is told of it can follow it. */
    private static String grammar(@Nullable Fields format) {
        return format == null || !"grammar".equals(format.text("type"))
                ? ""
                : " that follows this grammar (" + format.name("syntax") + "):\n" + format.name("definition");
    }

    /** The arguments of the function for a text. */
    static Json arguments(String text) {
        return JsonCodec.json(JsonCodec.object().put(INPUT, text));
    }

    /** The text in a function's arguments; the arguments themselves where they have none. */
    static String text(String arguments) {
        try {
            JsonNode text = JsonCodec.MAPPER.readTree(arguments).path(INPUT);
            return text.isTextual() ? text.textValue() : arguments;
        } catch (JsonProcessingException e) {
            return arguments;
        }
    }
}
