package gateway.quota;

import java.time.Instant;
import java.util.List;

/**
 * What is spent and leased of every counter, shared by all replicas. Calls block. Thread-safe, also between processes.
 *
 * <p>An exchange that is repeated as it was, because its answer was lost, changes nothing the second time.
 */
public interface Ledger {
    /**
     * Carries out exchanges, all or none.
     *
     * @param replica whose; never used again by another process
     * @param now by the replica's clock; leases of others that have expired by then are taken back
     * @param expires when the leases end unless they are renewed by another exchange
     * @param exchanges of different counters, at most 40
     * @throws gateway.control.StoreException if the ledger cannot be reached, or does not say whether it was done
     */
    Verdict exchange(String replica, Instant now, Instant expires, List<Exchange> exchanges);
}
