package gateway.decision;

import org.jspecify.annotations.Nullable;

/** Is told of records that are lost. Must not throw and not block. */
@FunctionalInterface
public interface LossListener {
    /**
     * Records are lost.
     *
     * @param records how many
     * @param cause what the store said; null if they did not even find a place in the queue
     */
    void lost(int records, @Nullable RuntimeException cause);
}
