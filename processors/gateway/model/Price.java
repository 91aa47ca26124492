package gateway.model;

import java.math.BigInteger;

/**
 * What a deployment costs, in micro-USD per million tokens.
 *
 * @param input plain input
 * @param cacheRead input read from a cache
 * @param cacheWrite input written to a cache for five minutes
 * @param cacheWrite1h input written to a cache for an hour
 * @param output output, reasoning included
 */
public record Price(long input, long cacheRead, long cacheWrite, long cacheWrite1h, long output) {
    private static final long MILLION = 1_000_000;

    public Price {
        if (input < 0 || cacheRead < 0 || cacheWrite < 0 || cacheWrite1h < 0 || output < 0) {
            throw new IllegalArgumentException("a price is 0 or more");
        }
    }

    /** The cost of a call in micro-USD: exact, then rounded up once. */
    public long microUsd(Usage usage) {
        BigInteger sum = times(input, usage.plainInputTokens())
                .add(times(cacheRead, usage.cacheReadTokens()))
                .add(times(cacheWrite, usage.cacheWriteTokens()))
                .add(times(cacheWrite1h, usage.cacheWrite1hTokens()))
                .add(times(output, usage.outputTokens()));
        return sum.add(BigInteger.valueOf(MILLION - 1))
                .divide(BigInteger.valueOf(MILLION))
                .longValueExact();
    }

    private static BigInteger times(long price, long tokens) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(tokens));
    }
}
