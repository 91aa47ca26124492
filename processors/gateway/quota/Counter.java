package gateway.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * One counter of the ledger.
 *
 * @param scope whose: {@code tenant/ID}, {@code team/TENANT/ID}, {@code key/TENANT/ID}, {@code model/TENANT/ID}, or
 *     {@code account/PROVIDER/ACCOUNT/REGION/MODEL}
 * @param measure of what
 * @param window which day ({@code 2026-11-26}), month ({@code 2026-11}) or minute (minutes since 1970); empty for calls
 *     at once
 * @param ends when the window ends; {@link Instant#MAX} for calls at once
 */
public record Counter(String scope, Measure measure, String window, Instant ends) {
    private static final long MINUTE = 60;
    /** Of days and months; longer than any call lasts. */
    private static final Duration MONEY_KEPT = Duration.ofDays(2);
    /** Of minutes and calls at once, of which there are many. */
    private static final Duration RATE_KEPT = Duration.ofHours(1);

    /**
     * The counter of a moment.
     *
     * @param zone in which days and months begin
     */
    public static Counter at(String scope, Measure measure, ZoneId zone, Instant now) {
        return switch (measure) {
            case USD_DAY -> {
                ZonedDateTime local = now.atZone(zone);
                Instant ends =
                        local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
                yield new Counter(scope, measure, local.toLocalDate().toString(), ends);
            }
            case USD_MONTH -> {
                YearMonth month = YearMonth.from(now.atZone(zone));
                Instant ends = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
                yield new Counter(scope, measure, month.toString(), ends);
            }
            case REQUESTS_MINUTE, TOKENS_MINUTE -> {
                long minute = Math.floorDiv(now.getEpochSecond(), MINUTE);
                yield new Counter(scope, measure, Long.toString(minute), Instant.ofEpochSecond((minute + 1) * MINUTE));
            }
            case CONCURRENT -> new Counter(scope, measure, "", Instant.MAX);
        };
    }

    /**
     * Until when a ledger keeps it, so that calls that outlast its window are settled.
     *
     * @param expires when the lease ends that was made last
     */
    public Instant kept(Instant expires) {
        Instant last = measure == Measure.CONCURRENT || ends.isBefore(expires) ? expires : ends;
        return last.plus(measure.isMoney() ? MONEY_KEPT : RATE_KEPT);
    }

    /** Its name in stores, unique. */
    public String key() {
        return scope + '#' + measure.word() + '#' + window;
    }
}
