package gateway.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where decision records are kept for a while. Calls block. Thread-safe. */
public interface DecisionStore {
    /**
     * Keeps records.
     *
     * @throws gateway.control.StoreException if they cannot be written
     */
    void append(List<StoredDecision> decisions);

    /**
     * One record; null if there is none.
     *
     * @throws gateway.control.StoreException if it cannot be read
     */
    @Nullable StoredDecision find(String id);

    /**
     * The newest record of a tenant whose answer has an id that its client knows; null if there is none. Some providers
     * use an id twice.
     *
     * @throws gateway.control.StoreException if it cannot be read
     */
    @Nullable StoredDecision findAnswer(String tenant, String completion);

    /**
     * Records, newest first.
     *
     * @throws gateway.control.StoreException if they cannot be read
     */
    List<StoredDecision> search(DecisionQuery query);

    /**
     * Served calls between two moments, counted by where.
     *
     * @throws gateway.control.StoreException if they cannot be read
     */
    List<ResidencyCount> residency(Instant from, Instant to);

    /**
     * Forgets records older than a moment; does nothing where the store forgets by itself.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void expire(Instant before);
}
