package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Usage;
import gateway.wire.JsonCodec;
import org.jspecify.annotations.Nullable;

/** The object {@code usage}. */
final class UsageFields {
    private UsageFields() {}

    static ObjectNode write(Usage usage) {
        ObjectNode node = JsonCodec.object()
                .put("prompt_tokens", usage.inputTokens())
                .put("completion_tokens", usage.outputTokens())
                .put("total_tokens", usage.totalTokens());
        node.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheReadTokens())
                .put("cache_write_tokens", usage.cacheWriteTokens() + usage.cacheWrite1hTokens());
        node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
        return node;
    }

    /** Reads what is there; null where the tokens are not told, neither themselves nor by the total. */
    static @Nullable Usage read(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            return null;
        }
        JsonNode prompt = node.path("prompt_tokens_details");
        Long input = told(node, "prompt_tokens", "completion_tokens");
        Long output = told(node, "completion_tokens", "prompt_tokens");
        if (input == null || output == null) {
            return null;
        }
        long reasoning = tokens(node.path("completion_tokens_details").path("reasoning_tokens"));
        // xAI counts reasoning beside the completion, and in the total
        if (reasoning > 0 && tokens(node.path("total_tokens")) == input + output + reasoning) {
            output += reasoning;
        }
        return new Usage(
                input,
                cached(node, prompt),
                tokens(prompt.path("cache_write_tokens")),
                0,
                output,
                reasoning,
                tokens(prompt.path("image_tokens")));
    }

    /** DeepSeek and Mistral have names of their own. */
    private static long cached(JsonNode usage, JsonNode prompt) {
        if (prompt.has("cached_tokens")) {
            return tokens(prompt.path("cached_tokens"));
        }
        return Math.max(tokens(usage.path("prompt_cache_hit_tokens")), tokens(usage.path("num_cached_tokens")));
    }

    /** A count, or what the other one leaves of the total; null where neither is a number. */
    private static @Nullable Long told(JsonNode usage, String name, String other) {
        if (isCount(usage.path(name))) {
            return tokens(usage.path(name));
        }
        boolean rest = isCount(usage.path(other)) && isCount(usage.path("total_tokens"));
        return rest ? Math.max(0, tokens(usage.path("total_tokens")) - tokens(usage.path(other))) : null;
    }

    private static boolean isCount(JsonNode count) {
        return count.isNumber() || (count.isTextual() && count.asLong(-1) >= 0);
    }

    private static long tokens(JsonNode count) {
        return Math.max(0, count.asLong(0));
    }
}
