package gateway.quota;

import java.time.Instant;
import java.util.List;

/**
 * What is spent and leased of every counter, shared by all replicas. Calls block. Thread-safe, also between processes;
 * of one replica, only one exchange at a time may be about a counter.
 *
 * <p>An exchange that is repeated as it was and under its number, because its answer was lost, changes nothing the
 * second time.
 */
public interface Ledger {
    /**
     * Carries out exchanges, all or none.
     *
     * @param replica whose; never used again by another process
     * @param number of this exchange, from 1; greater than that of all before it by this replica, unless it repeats one
     * @param now by the replica's clock; leases of others that have expired by then are taken back
     * @param expires when the leases end unless they are renewed by another exchange
     * @param exchanges of different counters, at most {@value LedgerTurn#MOST}
     * @throws gateway.control.StoreException if the ledger cannot be reached, or does not say whether it was done; a
     *     {@link BusyException} if others were in the way for too long
     */
    Verdict exchange(String replica, long number, Instant now, Instant expires, List<Exchange> exchanges);
}
