package gateway.wire.bedrock;

import gateway.model.Deployment;
import java.util.Locale;

/**
 * What the family of a model decides about its request.
 *
 * @param anthropic whether it is a Claude, which takes reasoning and {@code top_k} as fields of its own
 * @param caching whether it takes cache points; others refuse them
 */
record BedrockModel(boolean anthropic, boolean caching) {
    /** Tells by the upstream name, or by the model's own where that is an opaque inference profile. */
    static BedrockModel of(Deployment deployment) {
        String name = deployment.upstreamName().toLowerCase(Locale.ROOT);
        String model = deployment.model().toLowerCase(Locale.ROOT);
        boolean anthropic = name.contains("anthropic") || model.contains("claude");
        return new BedrockModel(anthropic, anthropic || name.contains("nova") || model.contains("nova"));
    }
}
