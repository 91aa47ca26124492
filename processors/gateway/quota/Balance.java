package gateway.quota;

/**
 * A counter as the ledger has it, after an exchange.
 *
 * @param counter which
 * @param spent what was settled
 * @param lost what replicas may have spent that were not heard of again
 * @param leased what all replicas hold
 * @param held of this, what the asking replica holds
 * @param open of this, what it may use before it speaks again
 * @param sequence number of the asking replica's last exchange, to be told in the next one; 0 if nothing is held
 * @param replicas how many hold a lease
 */
public record Balance(
        Counter counter, long spent, long lost, long leased, long held, long open, long sequence, int replicas) {
    /** What is gone from the limit. */
    public long taken() {
        return spent + lost + leased;
    }
}
