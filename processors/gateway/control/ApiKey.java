package gateway.control;

import gateway.model.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client's key, without the key.
 *
 * @param tenant on whose behalf it calls, with what the key may do
 * @param until when it stops to be valid; null = when somebody takes it away
 */
public record ApiKey(Tenant tenant, @Nullable Instant until) {
    /** Whether it is valid at a moment. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }
}
