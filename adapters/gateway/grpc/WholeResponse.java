package gateway.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import serai.v1.CompleteResponse;
import serai.v1.ToolCall;

/** Makes a response of a whole answer in OpenAI's format. */
final class WholeResponse {
    private WholeResponse() {}

    /**
     * The response.
     *
     * @param headers of the reply
     * @param json its body
     */
    static CompleteResponse of(Map<String, String> headers, String json) {
        JsonNode body = Servings.tree(json);
        JsonNode choice = body.path("choices").path(0);
        JsonNode message = choice.path("message");
        CompleteResponse.Builder response = CompleteResponse.newBuilder()
                .setId(body.path("id").asText(""))
                .setModel(body.path("model").asText(""))
                .setServing(Servings.of(headers))
                .setText(text(message.path("content")) + text(message.path("refusal")))
                .setReasoning(text(message.path("reasoning_content")))
                .setFinishReason(text(choice.path("finish_reason")));
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            response.addToolCalls(ToolCall.newBuilder()
                    .setId(text(call.path("id")))
                    .setName(text(function.path("name")))
                    .setArguments(text(function.path("arguments"))));
        }
        JsonNode usage = body.path("usage");
        if (usage.isObject()) {
            response.setUsage(Servings.usage(usage));
        }
        return response.build();
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : "";
    }
}
