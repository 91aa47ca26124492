package gateway.model;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a request: who calls, by which way, since when. Nothing in it is content.
 *
 * @param id the request id, unique
 * @param route id of the ingress route
 * @param dialect wire format that the client speaks
 * @param receivedNanos when the whole request was there, in nanoseconds of the process's ticker
 * @param key the credential that the client presented, if any
 * @param wishes what it asked for by headers
 * @param relay runs tasks on the one event loop that owns the client's connection
 * @param cancellation tells when the client leaves
 */
public record Call(
        String id,
        String route,
        Dialect dialect,
        long receivedNanos,
        @Nullable Redacted key,
        Wishes wishes,
        Executor relay,
        Cancellation cancellation) {
    /** This envelope with something else that tells when to give up. */
    public Call with(Cancellation other) {
        return new Call(id, route, dialect, receivedNanos, key, wishes, relay, other);
    }
}
