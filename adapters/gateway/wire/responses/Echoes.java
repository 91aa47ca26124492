package gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gateway.wire.JsonCodec;
import gateway.wire.openai.Fields;
import java.util.List;

/** Makes what an answer repeats of its request: all that the API gives back, by its defaults where nothing was said. */
final class Echoes {
    /** The value of {@code include} that asks for what this API always gives. */
    static final String ENCRYPTED = "reasoning.encrypted_content";

    private Echoes() {}

    /**
     * The fields, in the order in which OpenAI has them (recorded).
     *
     * @param tools as they were offered, by the request or in its conversation
     * @param stored whether the answer is kept
     */
    static ObjectNode of(Fields fields, List<ObjectNode> tools, boolean stored) {
        ObjectNode echo = JsonCodec.object().put("background", false);
        copy(fields, echo, "instructions");
        copy(fields, echo, "max_output_tokens");
        copy(fields, echo, "max_tool_calls");
        echo.put("parallel_tool_calls", !Boolean.FALSE.equals(fields.flag("parallel_tool_calls")));
        copy(fields, echo, "previous_response_id");
        copy(fields, echo, "prompt_cache_key");
        ObjectNode reasoning = echo.putObject("reasoning").putNull("effort").putNull("summary");
        merge(fields, reasoning, "reasoning");
        copy(fields, echo, "safety_identifier");
        copy(fields, echo, "service_tier", TextNode.valueOf("default"));
        echo.put("store", stored);
        copy(fields, echo, "temperature", DoubleNode.valueOf(1));
        ObjectNode text = echo.putObject("text");
        text.putObject("format").put("type", "text");
        text.put("verbosity", "medium");
        merge(fields, text, "text");
        copy(fields, echo, "tool_choice", TextNode.valueOf("auto"));
        echo.set("tools", tools(tools));
        copy(fields, echo, "top_logprobs", IntNode.valueOf(0));
        copy(fields, echo, "top_p", DoubleNode.valueOf(1));
        copy(fields, echo, "truncation", TextNode.valueOf("disabled"));
        copy(fields, echo, "user");
        copy(fields, echo, "metadata", JsonCodec.object());
        return echo;
    }

    private static void copy(Fields fields, ObjectNode echo, String name) {
        copy(fields, echo, name, NullNode.getInstance());
    }

    private static void copy(Fields fields, ObjectNode echo, String name, JsonNode otherwise) {
        JsonNode value = fields.get(name);
        echo.set(name, value == null ? otherwise : value);
    }

    private static void merge(Fields fields, ObjectNode into, String name) {
        Fields given = fields.object(name);
        if (given != null) {
            given.node().properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .forEach(field -> into.set(field.getKey(), field.getValue()));
        }
    }

    private static ArrayNode tools(List<ObjectNode> offered) {
        ArrayNode tools = JsonCodec.MAPPER.createArrayNode();
        for (ObjectNode tool : offered) {
            ObjectNode copy = tool.deepCopy();
            if (copy.path("type").asText().equals("function")) {
                for (String required : new String[] {"parameters", "strict"}) {
                    copy.putIfAbsent(required, copy.nullNode());
                }
            }
            tools.add(copy);
        }
        return tools;
    }
}
