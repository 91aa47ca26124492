package gateway.usage;

import gateway.model.Usage;

/**
 * What was used, summed up.
 *
 * @param calls answered, also those that broke off
 * @param refusals requests that were refused
 * @param estimated of the calls, those whose tokens the provider did not tell
 * @param tokens of all calls
 * @param microUsd what all of it cost
 */
public record Amounts(long calls, long refusals, long estimated, Usage tokens, long microUsd) {
    public static final Amounts NONE = new Amounts(0, 0, 0, Usage.NONE, 0);

    /** One answered call. */
    static Amounts ofCall(Usage tokens, boolean estimated, long microUsd) {
        return new Amounts(1, 0, estimated ? 1 : 0, tokens, microUsd);
    }

    /** One refused request, which may have cost something before. */
    static Amounts ofRefusal(long microUsd) {
        return new Amounts(0, 1, 0, Usage.NONE, microUsd);
    }

    /** Both together. */
    public Amounts plus(Amounts other) {
        Usage more = other.tokens;
        return new Amounts(
                calls + other.calls,
                refusals + other.refusals,
                estimated + other.estimated,
                new Usage(
                        tokens.inputTokens() + more.inputTokens(),
                        tokens.cacheReadTokens() + more.cacheReadTokens(),
                        tokens.cacheWriteTokens() + more.cacheWriteTokens(),
                        tokens.cacheWrite1hTokens() + more.cacheWrite1hTokens(),
                        tokens.outputTokens() + more.outputTokens(),
                        tokens.reasoningTokens() + more.reasoningTokens()),
                microUsd + other.microUsd);
    }

    /** Calls and refusals together. */
    public long requests() {
        return calls + refusals;
    }
}
