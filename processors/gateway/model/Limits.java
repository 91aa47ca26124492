package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * What a tenant, a team, a key or a model within a tenant may use; null = no limit.
 *
 * @param microUsdPerDay cost of a day of the tenant's time zone
 * @param microUsdPerMonth cost of a month of the tenant's time zone
 * @param requestsPerMinute requests in a minute of the clock
 * @param tokensPerMinute input and output in a minute of the clock
 * @param concurrent calls at once
 */
public record Limits(
        @Nullable Long microUsdPerDay,
        @Nullable Long microUsdPerMonth,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long concurrent) {
    public static final Limits NONE = new Limits(null, null, null, null, null);
}
