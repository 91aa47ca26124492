package gateway.quota;

import java.time.Duration;

/** Is told what quotas do besides letting requests go. Must not throw and not block. Thread-safe. */
public interface QuotaListener {
    /**
     * The ledger was called.
     *
     * @param waited whether a request waited for it
     * @param took how long
     */
    void called(boolean waited, Duration took);

    /** Others were in the way at the ledger for so long that the call is to be made again. */
    void busy();

    /** The ledger could not be reached. */
    void unreachable(RuntimeException cause);

    /** A lease was taken back while calls used it, since this replica had been silent for too long. */
    void leaseLost(Counter counter);

    /**
     * A budget has come to the share at which somebody is told; once for each replica and window.
     *
     * @param spent of it, in micro-USD
     * @param limit the budget, in micro-USD
     */
    void soft(Counter counter, long spent, long limit);

    /**
     * A call has used more than was reserved for it; all of it is booked.
     *
     * @param excess in the counter's unit
     */
    void exceeded(Counter counter, long excess);

    /** A reservation had no end for so long that it was settled as its worst case. */
    void expired(String requestId);
}
