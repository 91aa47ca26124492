package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the control data that an administrator wants.
 *
 * @param changes of documents
 * @param notes what the audit log is told; never a key or a hash
 * @param status of the reply
 * @param shown body of the reply
 */
record Edit(List<Change> changes, List<Note> notes, int status, ObjectNode shown) {
    Edit {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** One change of one thing, with a plain reply. */
    Edit(List<Change> changes, Note note, ObjectNode shown) {
        this(changes, List.of(note), 200, shown);
    }

    /**
     * One line of the audit log, without when and who.
     *
     * @param action such as {@code put}
     * @param subject such as {@code model/gpt-5}
     * @param before what stood there; null = nothing
     * @param after what stands there now; null = nothing
     */
    record Note(
            String action,
            String subject,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Note[" + action + ", " + subject + "]";
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Edit[" + status + ", " + notes + "]";
    }
}
