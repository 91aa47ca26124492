package gateway.grpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.util.Arrays;
import java.util.Map;
import serai.v1.Serving;
import serai.v1.Usage;

/** What whole and streamed answers have in common. */
final class Servings {
    private Servings() {}

    /** Who serves a call, as the headers of its reply have it. */
    static Serving of(Map<String, String> headers) {
        Serving.Builder serving = Serving.newBuilder()
                .setDecision(headers.getOrDefault("x-serai-decision", ""))
                .setModel(headers.getOrDefault("x-serai-model", ""))
                .setProvider(headers.getOrDefault("x-serai-provider", ""))
                .setDeployment(headers.getOrDefault("x-serai-deployment", ""))
                .setRegion(headers.getOrDefault("x-serai-region", ""))
                .setResidency(headers.getOrDefault("x-serai-residency", ""))
                .setAttempts(Integer.parseInt(headers.getOrDefault("x-serai-attempts", "0")));
        String lost = headers.get("x-serai-translation");
        if (lost != null) {
            serving.addAllUntranslated(Arrays.asList(lost.split(",", -1)));
        }
        return serving.build();
    }

    /** Tokens, as {@code usage} of OpenAI has them. */
    static Usage usage(JsonNode usage) {
        return Usage.newBuilder()
                .setInputTokens(usage.path("prompt_tokens").asLong())
                .setOutputTokens(usage.path("completion_tokens").asLong())
                .setCachedInputTokens(usage.path("prompt_tokens_details")
                        .path("cached_tokens")
                        .asLong())
                .setReasoningTokens(usage.path("completion_tokens_details")
                        .path("reasoning_tokens")
                        .asLong())
                .build();
    }

    /** The tree; missing where the text is no JSON. */
    static JsonNode tree(String json) {
        try {
            return JsonCodec.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return JsonCodec.MAPPER.missingNode();
        }
    }
}
