package gateway.usage;

/** Is told what goes wrong with usage. Must not throw and not block. */
public interface UsageListener {
    /**
     * The store did not take a batch, which is tried again.
     *
     * @param cause what it said
     * @param times how many times in a row
     */
    void failed(RuntimeException cause, int times);

    /**
     * Usage is missing in reports, or may be.
     *
     * @param lost how much
     */
    void lost(Amounts lost);
}
