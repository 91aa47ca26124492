/**
 * Budgets and rates: what a request may cost at most is reserved before it goes and settled at its end.
 *
 * <p>What is counted lies in a ledger that all replicas share. A replica leases slices of it, which count as taken
 * there, and serves from these without asking.
 */
@NullMarked
package gateway.quota;

import org.jspecify.annotations.NullMarked;
