package gateway.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the admin API, known by a key.
 *
 * @param id stands in the audit log
 * @param role what it may do
 * @param until when its key stops to be valid; null = when somebody takes it away
 */
public record Administrator(String id, Role role, @Nullable Instant until) {
    /** What an administrator may do. */
    public enum Role {
        /** Read everything but secrets. */
        VIEWER,
        /** Read and change everything. */
        OPERATOR
    }

    /** Whether its key is valid at a moment. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }
}
