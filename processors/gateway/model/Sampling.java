package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * How the answer is drawn; null = the provider's default.
 *
 * @param maxOutputTokens upper bound of the answer, reasoning included
 * @param temperature 0 to 2; Anthropic and Bedrock take up to 1
 * @param topP 0 to 1
 * @param topK at least 1
 * @param seed for repeatable draws
 * @param presencePenalty -2 to 2
 * @param frequencyPenalty -2 to 2
 */
public record Sampling(
        @Nullable Integer maxOutputTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable Long seed,
        @Nullable Double presencePenalty,
        @Nullable Double frequencyPenalty) {
    public static final Sampling DEFAULT = new Sampling(null, null, null, null, null, null, null);

    /** This with another bound of the answer. */
    public Sampling bounded(int outputTokens) {
        return new Sampling(outputTokens, temperature, topP, topK, seed, presencePenalty, frequencyPenalty);
    }
}
