package gateway.wire.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.model.Tool;
import gateway.wire.JsonCodec;
import gateway.wire.openai.Fields;
import java.util.List;

/**
 * A client's own search for further tools ({@code tool_search} with {@code execution} {@code client}). Models are
 * offered it as a function, and what it has found as the function's result; the tools found are offered from then on.
 */
final class ToolSearch {
    private ToolSearch() {}

    /** Whether the client runs it; else OpenAI does, and every tool is offered at once instead. */
    static boolean isClients(Fields tool) {
        return "client".equals(tool.text("execution"));
    }

    /** The function that stands for it. */
    static Tool function(Fields tool) {
        Fields parameters = tool.object("parameters");
        ObjectNode schema = JsonCodec.object().put("type", "object");
        schema.putObject("properties").putObject("query").put("type", "string");
        schema.putArray("required").add("query");
        return new Tool(
                ToolNames.SEARCH,
                tool.text("description"),
                JsonCodec.json(parameters == null ? schema : parameters.node()),
                null);
    }

    /** What a model is told of the tools that were found: their names. */
    static Json found(List<Tool> tools) {
        ObjectNode result = JsonCodec.object();
        ArrayNode names = result.putArray("tools");
        tools.forEach(tool -> names.add(tool.name()));
        return JsonCodec.json(result);
    }

    /** Arguments as the client gets them, which is JSON and no text; what a model has not finished is empty. */
    static JsonNode arguments(String text) {
        try {
            JsonNode arguments = JsonCodec.MAPPER.readTree(text);
            return arguments.isObject() ? arguments : JsonCodec.object();
        } catch (JsonProcessingException e) {
            return JsonCodec.object();
        }
    }
}
