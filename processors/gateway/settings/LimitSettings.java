package gateway.settings;

import gateway.model.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What may be used; null = no limit, 0 = nothing.
 *
 * @param usdPerDay cost of a day of the tenant's time zone
 * @param usdPerMonth cost of a month of the tenant's time zone
 * @param requestsPerMinute requests in a minute of the clock
 * @param tokensPerMinute input and output in a minute of the clock
 * @param concurrent calls at once
 */
public record LimitSettings(
        @Nullable Usd usdPerDay,
        @Nullable Usd usdPerMonth,
        @Range @Nullable Long requestsPerMinute,
        @Range @Nullable Long tokensPerMinute,
        @Range @Nullable Long concurrent) {

    /** What they say to the rest of the gateway. */
    static Limits of(@Nullable LimitSettings limits) {
        return limits == null
                ? Limits.NONE
                : new Limits(
                        limits.usdPerDay == null ? null : limits.usdPerDay.micro(),
                        limits.usdPerMonth == null ? null : limits.usdPerMonth.micro(),
                        limits.requestsPerMinute,
                        limits.tokensPerMinute,
                        limits.concurrent);
    }
}
