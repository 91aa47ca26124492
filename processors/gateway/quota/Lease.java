package gateway.quota;

import java.time.Instant;

/**
 * A slice of a counter that one replica holds.
 *
 * @param held how much, not yet settled
 * @param open of this, what may have been used when the replica is heard of no more
 * @param sequence number of the exchange that made it so, from 1
 * @param expires when it may be taken back
 */
public record Lease(long held, long open, long sequence, Instant expires) {}
