package gateway.control;

import gateway.model.Redacted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the admin API, known by a key or by an identity provider.
 *
 * @param id stands in the audit log; a person's begins with {@link #PERSON}, which no key's id does
 * @param role what it may do
 * @param until when its key stops to be valid; null = when somebody takes it away
 */
public record Administrator(String id, Role role, @Nullable Instant until) {
    /** What the id of a person begins with whom an identity provider vouches for. */
    public static final String PERSON = "sso:";

    /** What an administrator may do. */
    public enum Role {
        /** Read everything but secrets. */
        VIEWER,
        /** Read and change everything. */
        OPERATOR
    }

    /** An id as a log may have it: of a person no more than what tells it from others within one log. */
    public static String logged(String id) {
        return id.startsWith(PERSON) ? PERSON + Redacted.shown(id.substring(PERSON.length())) : id;
    }

    /** Whether its key is valid at a moment. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** Shows nobody's name. */
    @Override
    public String toString() {
        return "Administrator[" + logged(String.valueOf(id)) + ", " + role + ", " + until + "]";
    }
}
