package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import gateway.model.Json;
import gateway.wire.JsonCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds fields of tools and content blocks that no part of the model holds, such as {@code eager_input_streaming} of a
 * tool. They reach Anthropic as long as the request goes there as it came; whoever writes it anew loses them.
 */
final class UnknownFields {
    private static final Set<String> OF_TOOL =
            Set.of("type", "name", "description", "input_schema", "strict", "cache_control");
    private static final Map<String, Set<String>> OF_BLOCK = Map.of(
            "text", Set.of("type", "text", "cache_control"),
            "image", Set.of("type", "source", "cache_control"),
            "document", Set.of("type", "source", "title", "citations", "cache_control"),
            "tool_use", Set.of("type", "id", "name", "input", "cache_control"),
            "tool_result", Set.of("type", "tool_use_id", "content", "is_error", "cache_control"),
            "thinking", Set.of("type", "thinking", "signature"),
            "redacted_thinking", Set.of("type", "data"));

    private UnknownFields() {}

    /** Whether a field is one of these, rather than of the request itself. */
    static boolean isNested(String name) {
        return name.indexOf('[') >= 0;
    }

    /**
     * Adds them by their places, such as {@code tools[].eager_input_streaming}: all values of a place in one array, so
     * that guards and token counts see them.
     */
    static void find(JsonNode request, Map<String, Json> rest) {
        Map<String, ArrayNode> into = new HashMap<>();
        for (JsonNode tool : request.path("tools")) {
            if (tool.path("type").asText("custom").equals("custom")) {
                note(tool, OF_TOOL, "tools[].", into);
            }
        }
        blocks(request.path("system"), "system[].", into);
        for (JsonNode message : request.path("messages")) {
            blocks(message.path("content"), "content[].", into);
        }
        into.forEach((name, values) -> rest.put(name, JsonCodec.json(values)));
    }

    private static void blocks(JsonNode content, String place, Map<String, ArrayNode> into) {
        if (!content.isArray()) {
            return;
        }
        for (JsonNode block : content) {
            Set<String> known = OF_BLOCK.get(block.path("type").asText());
            if (known != null) {
                note(block, known, place, into);
                blocks(block.path("content"), place, into);
            }
        }
    }

    private static void note(JsonNode object, Set<String> known, String place, Map<String, ArrayNode> into) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!known.contains(field.getKey()) && !field.getValue().isNull()) {
                into.computeIfAbsent(place + field.getKey(), name -> JsonCodec.MAPPER.createArrayNode())
                        .add(field.getValue());
            }
        }
    }
}
