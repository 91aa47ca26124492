package gateway.routing;

import java.util.Map;

/** Keeps what all replicas have learnt together. Calls block. Thread-safe. */
public interface SumStore {
    /**
     * All sums, by key.
     *
     * @throws gateway.control.StoreException if they cannot be read
     */
    Map<String, Sums> load();

    /**
     * Adds a batch, each key's delta whole or not at all; once, however often it is repeated. A key that is not there
     * yet begins with nothing.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void add(SumBatch batch);

    /**
     * Forgets keys that nobody uses any more.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void forget(Iterable<String> keys);
}
