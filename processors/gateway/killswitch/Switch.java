package gateway.killswitch;

import gateway.control.Administrator;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is switched off.
 *
 * @param scope what kind of thing
 * @param name which; {@code all} in scope global
 * @param reason why, for people
 * @param mode what happens to streams in flight
 * @param author id of the administrator who threw it
 * @param since when it was thrown
 * @param until when it ends by itself; null = when somebody takes it away
 */
public record Switch(
        Scope scope,
        String name,
        String reason,
        Mode mode,
        String author,
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
        DRAIN,
        /** They are ended with an error, and so are calls that wait for their provider. */
        CUT
    }

    /** The word for a scope on paths, such as {@code provider}. */
    public static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it holds at a moment. */
    public boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }

    /** Scope and name, as the admin path has them. */
    public String path() {
        return word(scope) + "/" + name;
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Switch[" + path() + ", " + mode + ", by " + Administrator.logged(String.valueOf(author)) + "]";
    }
}
