package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Faults;
import gateway.api.HttpReply;
import gateway.control.Administrator;
import gateway.control.AuditEntry;
import gateway.control.ConflictException;
import gateway.control.DocumentStore;
import gateway.control.Documents;
import gateway.control.Refresh;
import gateway.control.StoreException;
import gateway.settings.ControlReader;
import gateway.settings.SettingsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes of the control data: all of it must hold together afterwards, or else nothing is changed. What is in
 * use follows before the reply. Thread-safe.
 */
public final class ControlWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ControlWriter.class);
    private static final int ATTEMPTS = 2;

    private final DocumentStore store;
    private final ControlReader reader;
    private final Refresh refresh;
    private final InstantSource clock;

    /**
     * Takes what it works with.
     *
     * @param store keeps the documents
     * @param reader knows whether documents hold together
     * @param refresh takes what was written into use
     * @param clock for the audit log
     */
    public ControlWriter(DocumentStore store, ControlReader reader, Refresh refresh, InstantSource clock) {
        this.store = store;
        this.reader = reader;
        this.refresh = refresh;
        this.clock = clock;
    }

    /**
     * Makes a change.
     *
     * @param edit makes it, for the documents as they stand; runs again if they have changed meanwhile
     * @throws ConflictException if the call was meant for another revision, or others write all the time
     * @throws SettingsException with every problem, if something would not hold
     * @throws StoreException if the store cannot be reached
     */
    HttpReply write(AdminCall call, Function<Documents, Edit> edit) {
        Long expected = call.expected();
        int attempt = 1;
        while (true) {
            Documents now = store.read();
            if (expected != null && expected != now.revision()) {
                throw new ConflictException(expected);
            }
            Edit wanted = edit.apply(now);
            try {
                return write(call, now, wanted);
            } catch (ConflictException e) {
                if (expected != null || attempt == ATTEMPTS) {
                    throw e;
                }
                attempt++;
            }
        }
    }

    private HttpReply write(AdminCall call, Documents now, Edit edit) {
        if (edit.changes().isEmpty()) {
            return AdminReply.of(edit.status(), now.revision(), edit.shown());
        }
        reader.read(now.with(now.revision() + 1, edit.changes()));
        long revision = store.write(now.revision(), edit.changes(), entries(call, edit));
        for (Edit.Note note : edit.notes()) {
            LOG.info(
                    "{} {} by {}, revision {}",
                    note.action(),
                    note.subject(),
                    Administrator.logged(call.administrator().id()),
                    revision);
        }
        ObjectNode shown = edit.shown();
        String warning = takeIntoUse();
        if (warning != null) {
            shown.put("warning", warning);
        }
        return AdminReply.of(edit.status(), revision, shown);
    }

    /** What is wrong although the change is made; null if nothing is. */
    private @Nullable String takeIntoUse() {
        try {
            refresh.registry();
            return null;
        } catch (RuntimeException e) {
            // whatever it is, the change is made, and nobody must be told otherwise
            LOG.error("a change was written, but could not be taken into use here: {}", Faults.describe(e));
            return "the change is made, but not in use here yet: GET /admin/v1/status says why";
        }
    }

    /** The entries of one write differ in time by a microsecond each, so that a list of them has an order. */
    private List<AuditEntry> entries(AdminCall call, Edit edit) {
        Instant now = clock.instant();
        List<AuditEntry> entries = new ArrayList<>();
        for (Edit.Note note : edit.notes()) {
            entries.add(new AuditEntry(
                    now.plusNanos(1_000L * entries.size()),
                    call.administrator().id(),
                    note.action(),
                    note.subject(),
                    text(note.before()),
                    text(note.after())));
        }
        return entries;
    }

    private static @Nullable String text(@Nullable JsonNode tree) {
        return tree == null ? null : tree.toString();
    }
}
