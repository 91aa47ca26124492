package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;

/**
 * Plays the counting of tokens: Anthropic's {@code /count_tokens}, Google's {@code :countTokens} and Bedrock's
 * {@code /count-tokens}. A token is a quarter of a character of all texts, rounded up. Stateless.
 */
final class TokenCounts {
    private static final int CHARACTERS = 4;

    private TokenCounts() {}

    /** Whether a path is one of them. */
    static boolean isAt(String path) {
        return path.endsWith("/count_tokens") || path.endsWith(":countTokens") || path.endsWith("/count-tokens");
    }

    /**
     * The count.
     *
     * @throws RejectedException if there is nothing to be counted
     */
    static Buffer answer(String path, ObjectNode body) {
        boolean bedrock = path.endsWith("/count-tokens");
        JsonNode asked = bedrock
                ? body.path("input").path("converse")
                : body.has("generateContentRequest") ? body.path("generateContentRequest") : body;
        if (!asked.path("messages").isArray() && !asked.path("contents").isArray()) {
            throw RejectedException.invalid("messages: Field required");
        }
        String name = bedrock ? "inputTokens" : path.endsWith(":countTokens") ? "totalTokens" : "input_tokens";
        long tokens = (characters(asked) + CHARACTERS - 1) / CHARACTERS;
        return Buffer.buffer("{\"" + name + "\":" + tokens + "}");
    }

    private static long characters(JsonNode node) {
        long sum = 0;
        for (var member : node.properties()) {
            boolean text = member.getKey().equals("text") || member.getKey().equals("content");
            sum += text && member.getValue().isTextual()
                    ? member.getValue().textValue().length()
                    : characters(member.getValue());
        }
        if (node.isArray()) {
            for (JsonNode each : node) {
                sum += characters(each);
            }
        }
        return sum;
    }
}
