package gateway.metering;

/** Is told the end of every answered call, exactly once. Must not throw and not block. */
@FunctionalInterface
public interface EndListener {
    /** A call has ended. */
    void ended(Ended end);
}
