package gateway.metering;

import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The single end of an answered call.
 *
 * @param outcome what answered
 * @param exit how it ended
 * @param failure why it broke off; null unless it failed
 * @param usage its tokens
 * @param estimated whether the provider's own count is missing, so that usage was estimated from what passed by
 * @param microUsd what it cost
 * @param endNanos when it ended, in nanoseconds of the process's ticker
 */
public record Ended(
        Outcome outcome,
        Exit exit,
        @Nullable Failure failure,
        Usage usage,
        boolean estimated,
        long microUsd,
        long endNanos) {
    /** The three ways in which a call ends. */
    public enum Exit {
        COMPLETE,
        CANCELLED,
        FAILED
    }
}
