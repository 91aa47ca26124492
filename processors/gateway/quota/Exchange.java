package gateway.quota;

/**
 * What a replica tells the ledger about one counter, and what it asks for.
 *
 * @param counter which
 * @param limit that holds now
 * @param sequence number of the replica's last exchange about this counter; 0 while it holds no lease. A lease that is
 *     there all the same has been given up, and is taken back as if it had expired
 * @param settled what was spent since that exchange, also above the lease; of calls at once, what has ended
 * @param back what is given back of the lease
 * @param need what must be leased on top, or nothing is; 0 = nothing must
 * @param want what would be leased on top if there is plenty; at least {@code need}
 * @param open how much of the lease the replica may use before it speaks again, what is in use included; at least what
 *     is in use and {@code need}. A lease that expires is taken back but for this much, which may have been spent
 */
public record Exchange(
        Counter counter, long limit, long sequence, long settled, long back, long need, long want, long open) {
    public Exchange {
        if (settled < 0 || back < 0 || need < 0 || want < need || open < need || sequence < 0) {
            throw new IllegalArgumentException("an exchange speaks of amounts");
        }
    }
}
