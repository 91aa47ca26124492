package gateway.model;

import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a request: who calls, by which way, since when. Nothing in it is content, but for what the client is
 * to be told again.
 *
 * @param id the request id, unique
 * @param route id of the ingress route
 * @param dialect wire format that the client speaks
 * @param receivedNanos when the whole request was there, in nanoseconds of the process's ticker
 * @param key the credential that the client presented, if any
 * @param wishes what it asked for by headers
 * @param relay runs tasks on the one event loop that owns the client's connection
 * @param cancellation tells when the client leaves
 * @param echo what the answer repeats of the request, where the client speaks OpenAI's Responses API; null elsewhere
 */
public record Call(
        String id,
        String route,
        Dialect dialect,
        long receivedNanos,
        @Nullable Redacted key,
        Wishes wishes,
        Executor relay,
        Cancellation cancellation,
        @Nullable Echo echo) {
    /** Ingress routes of requests that the gateway itself makes beside a client's. */
    private static final Set<String> OWN = Set.of("mirror", "judge", "likeness");

    /** Whether the gateway itself makes it, for a client that does not get its answer. */
    public boolean isOwn() {
        return OWN.contains(route);
    }

    /** One whose answer repeats nothing. */
    public Call(
            String id,
            String route,
            Dialect dialect,
            long receivedNanos,
            @Nullable Redacted key,
            Wishes wishes,
            Executor relay,
            Cancellation cancellation) {
        this(id, route, dialect, receivedNanos, key, wishes, relay, cancellation, null);
    }

    /** This envelope with something else that tells when to give up. */
    public Call with(Cancellation other) {
        return new Call(id, route, dialect, receivedNanos, key, wishes, relay, other, echo);
    }

    /** This envelope with what the answer repeats. */
    public Call with(Echo repeated) {
        return new Call(id, route, dialect, receivedNanos, key, wishes, relay, cancellation, repeated);
    }
}
