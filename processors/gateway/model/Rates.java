package gateway.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the rates that hold for a caller: of each the one of which the least is left.
 *
 * @param requests in this minute; null = no limit
 * @param tokens in this minute, input and output; null = no limit
 */
public record Rates(@Nullable Rate requests, @Nullable Rate tokens) {
    public static final Rates NONE = new Rates(null, null);

    /**
     * One rate.
     *
     * @param limit in a minute
     * @param remaining until the reset, as far as this replica knows; at least 0
     * @param reset when the minute ends
     */
    public record Rate(long limit, long remaining, Instant reset) {}
}
