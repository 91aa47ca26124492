package gateway.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may take, counted from when the whole request was there.
 *
 * @param startNanos when that was, in nanoseconds of the process's ticker
 * @param first until the first token, or the whole answer
 * @param soft until the end of the answer, over everything; null if nobody set it
 * @param hard until whatever is still under way is cut
 * @param then what becomes of a stream at {@code soft}
 */
public record TimeBudget(
        long startNanos, Duration first, @Nullable Duration soft, Duration hard, OnDeadline then) {
    private static final Duration FOREVER = Duration.ofDays(365);

    /** One that bounds the wait for the first token alone. */
    public static TimeBudget until(long firstNanos) {
        return new TimeBudget(firstNanos, Duration.ZERO, null, FOREVER, OnDeadline.FINISH);
    }

    /** When the first token must be there, in nanoseconds of the ticker. */
    public long firstNanos() {
        return startNanos + first.toNanos();
    }

    /**
     * This one with another wait for a first token, that of whoever goes on with an answer; no longer than
     * {@code soft}.
     */
    public TimeBudget firstBy(long nanos) {
        Duration wanted = Duration.ofNanos(nanos - startNanos);
        Duration end = soft;
        return new TimeBudget(startNanos, end != null && end.compareTo(wanted) < 0 ? end : wanted, soft, hard, then);
    }
}
