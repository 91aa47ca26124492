package gateway.api.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Query;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The items that a kept answer answers, those of earlier answers included, as OpenAI lists them: each with an id, and
 * messages with a list of parts.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/input-items">OpenAI: list input items</a>
 */
final class InputItems {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    /** What each kind of item's id begins with. */
    private static final Map<String, String> KINDS = Map.of(
            "message", "msg",
            "function_call", "fc",
            "function_call_output", "fco",
            "custom_tool_call", "ctc",
            "custom_tool_call_output", "ctco",
            "reasoning", "rs");

    private static final Set<String> WITH_STATUS = Set.of("message", "function_call", "function_call_output");

    private InputItems() {}

    /** All items, in their order. */
    static List<ObjectNode> of(JsonNode kept, String response) {
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode item : kept.path("input")) {
            items.add(item(item, response, items.size()));
        }
        return items;
    }

    /** The item at a place; null if there is none. */
    static @Nullable ObjectNode at(JsonNode kept, String response, int place) {
        JsonNode item = kept.path("input").path(place);
        return item.isObject() ? item(item, response, place) : null;
    }

    /**
     * A page of them.
     *
     * @param query {@code order}, {@code after} and {@code limit}; null = none
     */
    static ObjectNode page(List<ObjectNode> items, @Nullable String query) {
        Map<String, String> values = Query.values(query, "order", "after", "limit", "include", "include[]");
        List<ObjectNode> ordered = new ArrayList<>(items);
        switch (values.getOrDefault("order", "desc")) {
            case "asc" -> {}
            case "desc" -> Collections.reverse(ordered);
            default -> throw JsonCodec.malformed("'order' must be asc or desc");
        }
        int from = from(ordered, values.get("after"));
        int to = Math.min(ordered.size(), from + Query.limit(values, USUAL, MOST));
        ObjectNode page = JsonCodec.object().put("object", "list");
        ArrayNode data = page.putArray("data");
        ordered.subList(from, to).forEach(data::add);
        page.set("first_id", id(data.path(0)));
        page.set("last_id", id(data.path(data.size() - 1)));
        return page.put("has_more", to < ordered.size());
    }

    private static JsonNode id(JsonNode item) {
        return item.has("id") ? item.get("id") : JsonNodeFactory.instance.nullNode();
    }

    private static int from(List<ObjectNode> ordered, @Nullable String after) {
        if (after == null) {
            return 0;
        }
        for (int i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).path("id").asText().equals(after)) {
                return i + 1;
            }
        }
        throw JsonCodec.malformed("'after' must be the id of an item of this response");
    }

    private static ObjectNode item(JsonNode sent, String response, int place) {
        ObjectNode item = sent.deepCopy();
        String type = item.path("type").asText("message");
        item.put("type", type);
        if (!item.path("id").isTextual()) {
            String tail = response.substring(response.indexOf('_') + 1);
            item.put("id", KINDS.getOrDefault(type, "item") + "_" + tail + "_i" + place);
        }
        if (WITH_STATUS.contains(type) && !item.path("status").isTextual()) {
            item.put("status", "completed");
        }
        JsonNode content = item.path("content");
        if (type.equals("message") && content.isTextual()) {
            boolean said = item.path("role").asText().equals("assistant");
            ObjectNode part = item.putArray("content").addObject().put("type", said ? "output_text" : "input_text");
            part.set("text", content);
            if (said) {
                part.putArray("annotations");
            }
        }
        return item;
    }
}
