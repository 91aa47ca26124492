package gateway.model;

import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment costs, in micro-USD per million tokens.
 *
 * @param input plain input
 * @param cacheRead input read from a cache
 * @param cacheWrite input written to a cache for five minutes
 * @param cacheWrite1h input written to a cache for an hour
 * @param output output but for reasoning
 * @param reasoning output spent on reasoning
 * @param image plain input of pictures, where the provider tells it apart
 * @param embedding input of an embedding
 * @param from the first day, in UTC, on which it holds; null = ever since
 * @param taken the day on which it was read from the provider's list; null = nobody says
 */
public record Price(
        long input,
        long cacheRead,
        long cacheWrite,
        long cacheWrite1h,
        long output,
        long reasoning,
        long image,
        long embedding,
        @Nullable LocalDate from,
        @Nullable LocalDate taken) {
    private static final long MILLION = 1_000_000;

    public Price {
        if (Math.min(Math.min(input, cacheRead), Math.min(cacheWrite, cacheWrite1h)) < 0
                || Math.min(Math.min(output, reasoning), Math.min(image, embedding)) < 0) {
            throw new IllegalArgumentException("a price is 0 or more");
        }
    }

    /** One by which reasoning costs what output costs, and pictures and embeddings what input costs. */
    public Price(long input, long cacheRead, long cacheWrite, long cacheWrite1h, long output) {
        this(input, cacheRead, cacheWrite, cacheWrite1h, output, output, input, input, null, null);
    }

    /** The cost of a call in micro-USD: exact, then rounded up once. */
    public long microUsd(Usage usage) {
        return rounded(times(input, usage.plainInputTokens() - usage.imageTokens())
                .add(times(image, usage.imageTokens()))
                .add(times(cacheRead, usage.cacheReadTokens()))
                .add(times(cacheWrite, usage.cacheWriteTokens()))
                .add(times(cacheWrite1h, usage.cacheWrite1hTokens()))
                .add(times(output, usage.outputTokens() - usage.reasoningTokens()))
                .add(times(reasoning, usage.reasoningTokens())));
    }

    /** The most that a call in micro-USD can cost, whatever the tokens are: dearest input, dearest output. */
    public long microUsdAtMost(long inputTokens, long outputTokens) {
        long dearest = Math.max(Math.max(input, image), Math.max(cacheRead, Math.max(cacheWrite, cacheWrite1h)));
        return rounded(times(dearest, inputTokens).add(times(Math.max(output, reasoning), outputTokens)));
    }

    /** The cost of embedding so many tokens in micro-USD, rounded up. */
    public long microUsdOfEmbedding(long tokens) {
        return rounded(times(embedding, tokens));
    }

    private static long rounded(BigInteger sum) {
        return sum.add(BigInteger.valueOf(MILLION - 1))
                .divide(BigInteger.valueOf(MILLION))
                .longValueExact();
    }

    private static BigInteger times(long price, long tokens) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(tokens));
    }
}
