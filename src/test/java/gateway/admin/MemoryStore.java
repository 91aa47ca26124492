package gateway.admin;

import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import gateway.control.Change;
import gateway.control.ConflictException;
import gateway.control.DocumentStore;
import gateway.control.Documents;
import gateway.control.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Documents and audit log in memory, which can be made to fail. */
final class MemoryStore implements DocumentStore, AuditLog {
    private final List<AuditEntry> entries = new ArrayList<>();
    private Documents documents = Documents.NONE;
    private boolean down;
    private boolean auditDown;
    private int races;

    /** From now on nothing can be read or written, or everything again. */
    void down(boolean now) {
        down = now;
    }

    /** From now on the audit log alone takes nothing, or everything again. */
    void auditDown(boolean now) {
        auditDown = now;
    }

    /** Somebody else writes in the middle of the next so many writes. */
    void race(int writes) {
        races = writes;
    }

    /** Everything that is there, whether the store is down or not. */
    Documents documents() {
        return documents;
    }

    /** All entries of the audit log, oldest first. */
    List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public Documents read() {
        check(down);
        return documents;
    }

    @Override
    public long write(long expected, List<Change> changes, List<AuditEntry> audit) {
        check(down);
        if (races > 0) {
            races--;
            documents = documents.with(documents.revision() + 1, List.of());
        }
        if (expected != documents.revision()) {
            throw new ConflictException(expected);
        }
        documents = documents.with(expected + 1, changes);
        entries.addAll(audit);
        return documents.revision();
    }

    @Override
    public void append(AuditEntry entry) {
        check(down || auditDown);
        entries.add(entry);
    }

    @Override
    public List<AuditEntry> list(Instant before, int limit) {
        check(down || auditDown);
        return entries.reversed().stream()
                .filter(entry -> entry.at().isBefore(before))
                .sorted(Comparator.comparing(AuditEntry::at).reversed())
                .limit(limit)
                .toList();
    }

    private static void check(boolean failing) {
        if (failing) {
            throw new StoreException("the store is down for a test");
        }
    }
}
