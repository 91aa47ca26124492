package gateway.control;

import java.util.List;

/**
 * Where registry, tenants and keys are kept. Calls block, so that no request of a client may make one. Thread-safe,
 * also between processes.
 */
public interface DocumentStore {
    /**
     * Everything, as of one moment.
     *
     * @throws StoreException if it cannot be read
     */
    Documents read();

    /**
     * Makes changes, all or none, and adds to the audit log with them.
     *
     * @param expected the revision that the changes were made for
     * @return the new revision
     * @throws ConflictException if the store's revision is another; nothing has changed
     * @throws StoreException if it cannot be written
     */
    long write(long expected, List<Change> changes, List<AuditEntry> audit);
}
