package gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.FinishReason;
import gateway.wire.JsonCodec;
import org.jspecify.annotations.Nullable;

/** Writes the items of an answer. */
final class Items {
    static final String IN_PROGRESS = "in_progress";
    static final String COMPLETED = "completed";
    static final String INCOMPLETE = "incomplete";

    private Items() {}

    /** What becomes of an answer, or of its last item, that ends for a reason. */
    static String status(FinishReason finish) {
        return incompleteReason(finish) == null ? COMPLETED : INCOMPLETE;
    }

    /** Why an answer is not complete; null if it is. */
    static @Nullable String incompleteReason(FinishReason finish) {
        return switch (finish) {
            case LENGTH, DEADLINE -> "max_output_tokens";
            case CONTENT_FILTER -> "content_filter";
            case STOP, STOP_SEQUENCE, TOOL_CALLS, REFUSAL, OTHER -> null;
        };
    }

    /** A message; one that has just begun has no content. */
    static ObjectNode message(String id, String status, ArrayNode content) {
        ObjectNode item =
                JsonCodec.object().put("id", id).put("type", "message").put("status", status);
        item.set("content", content);
        return item.put("role", "assistant");
    }

    /**
     * A part of a message.
     *
     * @param logprobs of its tokens
     */
    static ObjectNode text(String text, ArrayNode logprobs) {
        ObjectNode part = JsonCodec.object().put("type", "output_text");
        part.putArray("annotations");
        part.set("logprobs", logprobs);
        return part.put("text", text);
    }

    /** A part of a message in which the model refuses. */
    static ObjectNode refusal(String text) {
        return JsonCodec.object().put("type", "refusal").put("refusal", text);
    }

    /**
     * A call.
     *
     * @param tool as the client knows it
     * @param arguments JSON, which holds the text if the tool takes one
     */
    static ObjectNode call(String id, String status, String callId, ToolNames.Called tool, String arguments) {
        ObjectNode item = JsonCodec.object().put("id", id);
        switch (tool.kind()) {
            case FUNCTION -> item.put("type", "function_call").put("arguments", arguments);
            case CUSTOM ->
                item.put("type", "custom_tool_call")
                        .put("input", arguments.isEmpty() ? "" : CustomTools.text(arguments));
            case SEARCH -> {
                item.put("type", "tool_search_call").put("execution", "client").put("status", status);
                item.set("arguments", ToolSearch.arguments(arguments));
                return item.put("call_id", callId);
            }
        }
        item.put("status", status).put("call_id", callId).put("name", tool.name());
        return tool.namespace() == null ? item : item.put("namespace", tool.namespace());
    }

    /**
     * A thought.
     *
     * @param summary its text, where the client wants to see it
     * @param sealed by which the model knows it again
     */
    static ObjectNode thought(String id, @Nullable String summary, @Nullable String sealed) {
        ObjectNode item = JsonCodec.object().put("id", id).put("type", "reasoning");
        item.putArray("summary");
        if (summary != null) {
            item.withArray("summary").add(summary(summary));
        }
        return sealed == null ? item : item.put("encrypted_content", sealed);
    }

    /** A part of a summary. */
    static ObjectNode summary(String text) {
        return JsonCodec.object().put("type", "summary_text").put("text", text);
    }

    /**
     * The id of an item.
     *
     * @param kind such as {@code msg}
     * @param response the answer's id
     */
    static String id(String kind, String response, int index) {
        return kind + response.substring(response.indexOf('_')) + "_" + index;
    }
}
