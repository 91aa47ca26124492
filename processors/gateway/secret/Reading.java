package gateway.secret;

import gateway.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One reading of a source.
 *
 * @param refused whether a refusal brought it about
 * @param begunNanos when it began
 * @param done completes when it is over, however it went
 */
record Reading(boolean refused, long begunNanos, CompletableFuture<Void> done) {
    /** No call waits longer for a reading, counted from the reading's begin: a store that hangs holds up few. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /**
     * Waits for its end.
     *
     * @param until the last moment of the ticker
     * @return whether it is over
     */
    boolean await(long until, Ticker ticker) {
        long now = ticker.nanos();
        long left = Math.min(until - now, begunNanos + LONGEST_WAIT.toNanos() - now);
        try {
            done.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("it never fails", e);
        }
    }
}
