package gateway.control;

/** Brings what is in use up to what the stores hold, at once. Calls block. Thread-safe. */
public interface Refresh {
    /**
     * Kill switches; and the registry, if it has changed.
     *
     * @throws StoreException if they cannot be read
     */
    void switches();

    /**
     * Models, tenants and keys.
     *
     * @throws StoreException if they cannot be read
     */
    void registry();
}
