package gateway.quota;

import java.time.Duration;

/**
 * How long things last.
 *
 * @param lease until a lease may be taken back when its replica is heard of no more
 * @param idle until a lease that nobody uses is given back
 * @param reservation until a reservation without an end is settled as its worst case
 */
public record QuotaTimes(Duration lease, Duration idle, Duration reservation) {
    /** Clocks of replicas may differ by a part of the lease; before that it is used no more. */
    private static final int MARGIN_PARTS = 5;

    /** How long before its end a lease is used no more. */
    Duration margin() {
        return lease.dividedBy(MARGIN_PARTS);
    }
}
