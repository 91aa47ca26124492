package gateway.killswitch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is switched off.
 *
 * @param scope what kind of thing
 * @param name which; {@code all} in scope global
 * @param reason why, for people
 * @param mode what happens to streams in flight
 * @param since when it was thrown
 * @param until when it ends by itself; null = when somebody takes it away
 */
public record Switch(
        Scope scope,
        String name,
        String reason,
        Mode mode,
        Instant since,
        @Nullable Instant until) {
    /** What can be switched off. */
    public enum Scope {
        GLOBAL,
        PROVIDER,
        MODEL,
        DEPLOYMENT,
        ROUTE,
        TENANT
    }

    /** What happens to streams in flight. */
    public enum Mode {
        /** They run to their end; only new calls are refused. */
        DRAIN
    }

    /** Whether it holds at a moment. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** Scope and name, as the admin path has them. */
    public String path() {
        return scope.name().toLowerCase(java.util.Locale.ROOT) + "/" + name;
    }
}
