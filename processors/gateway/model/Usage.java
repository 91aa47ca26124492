package gateway.model;

/**
 * Tokens of one call, normalised: input includes what was read from and written to a cache, output includes reasoning.
 *
 * @param inputTokens all input tokens
 * @param cacheReadTokens of these, read from a cache
 * @param cacheWriteTokens of these, written to a cache for five minutes (or the provider's only duration)
 * @param cacheWrite1hTokens of these, written to a cache for an hour
 * @param outputTokens all output tokens
 * @param reasoningTokens of these, spent on reasoning; at most all of them
 * @param imageTokens of the input that is neither read from nor written to a cache, pictures; 0 where the provider does
 *     not tell them apart
 */
public record Usage(
        long inputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long cacheWrite1hTokens,
        long outputTokens,
        long reasoningTokens,
        long imageTokens) {
    /** More than any call has, and little enough for every price. */
    private static final long MOST_OF_A_CALL = 1_000_000_000;

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

    public Usage {
        reasoningTokens = Math.clamp(reasoningTokens, 0, Math.max(0, outputTokens));
        imageTokens = Math.clamp(
                imageTokens, 0, Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens - cacheWrite1hTokens));
    }

    /** One whose pictures are not told apart. */
    public Usage(
            long inputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long cacheWrite1hTokens,
            long outputTokens,
            long reasoningTokens) {
        this(inputTokens, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, outputTokens, reasoningTokens, 0);
    }

    /** Input and output without details. */
    public static Usage of(long inputTokens, long outputTokens) {
        return new Usage(inputTokens, 0, 0, 0, outputTokens, 0);
    }

    /** This without what cannot be: negative counts, and such as no sum could be made of. */
    public Usage plausible() {
        return new Usage(
                plausible(inputTokens),
                plausible(cacheReadTokens),
                plausible(cacheWriteTokens),
                plausible(cacheWrite1hTokens),
                plausible(outputTokens),
                plausible(reasoningTokens),
                plausible(imageTokens));
    }

    private static long plausible(long tokens) {
        return Math.clamp(tokens, 0, MOST_OF_A_CALL);
    }

    /** This with another count of the output. */
    public Usage withOutput(long tokens) {
        return new Usage(
                inputTokens,
                cacheReadTokens,
                cacheWriteTokens,
                cacheWrite1hTokens,
                tokens,
                reasoningTokens,
                imageTokens);
    }

    /** This and another call's. */
    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                cacheReadTokens + other.cacheReadTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                cacheWrite1hTokens + other.cacheWrite1hTokens,
                outputTokens + other.outputTokens,
                reasoningTokens + other.reasoningTokens,
                imageTokens + other.imageTokens);
    }

    /** Input and output together. */
    public long totalTokens() {
        return inputTokens + outputTokens;
    }

    /** Input that was neither read from nor written to a cache. */
    public long plainInputTokens() {
        return Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens - cacheWrite1hTokens);
    }
}
