package gateway.control;

import java.time.Instant;
import java.util.List;

/** The log of all changes of control data, which is only ever added to. Calls block. Thread-safe. */
public interface AuditLog {
    /**
     * Adds an entry that belongs to no write of documents.
     *
     * @throws StoreException if it cannot be kept
     */
    void append(AuditEntry entry);

    /**
     * The newest entries, newest first.
     *
     * @param before only entries older than this
     * @param limit at most so many
     * @throws StoreException if the log cannot be read
     */
    List<AuditEntry> list(Instant before, int limit);
}
