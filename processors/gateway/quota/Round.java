package gateway.quota;

import java.time.Instant;
import java.util.List;

/**
 * One call of the ledger.
 *
 * @param slices that it is about
 * @param exchanges in the same order
 * @param expires when the leases end that it renews
 */
record Round(List<Slice> slices, List<Exchange> exchanges, Instant expires) {}
