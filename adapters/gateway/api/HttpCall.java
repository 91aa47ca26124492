package gateway.api;

import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Dialect;
import gateway.model.Redacted;
import gateway.model.Wishes;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that has arrived whole.
 *
 * @param id the request id that we gave it
 * @param route id of the route that takes it
 * @param receivedNanos when it was whole, in nanoseconds of the process's ticker
 * @param method such as {@code POST}
 * @param path without the query
 * @param parameters values of the path's placeholders
 * @param headers those that mean something
 * @param body may be empty
 * @param relay runs tasks on the event loop that owns the connection
 * @param cancellation tells when the client leaves
 * @param management what only the management port looks at; {@link ManagementPart#NONE} on the client port
 * @param streaming to be run once it is known that the client wants a stream: from then on it is not left in silence
 */
public record HttpCall(
        String id,
        String route,
        long receivedNanos,
        String method,
        String path,
        Map<String, String> parameters,
        ClientHeaders headers,
        Buffer body,
        Executor relay,
        Cancellation cancellation,
        ManagementPart management,
        Runnable streaming) {
    public HttpCall {
        parameters = Map.copyOf(parameters);
    }

    /** A request whose client may be left in silence. */
    public HttpCall(
            String id,
            String route,
            long receivedNanos,
            String method,
            String path,
            Map<String, String> parameters,
            ClientHeaders headers,
            Buffer body,
            Executor relay,
            Cancellation cancellation) {
        this(
                id,
                route,
                receivedNanos,
                method,
                path,
                parameters,
                headers,
                body,
                relay,
                cancellation,
                ManagementPart.NONE,
                () -> {});
    }

    /** The envelope of the request that it carries. */
    public Call envelope(Dialect dialect, Wishes wishes) {
        return new Call(id, route, dialect, receivedNanos, headers.key(), wishes, relay, cancellation);
    }

    /**
     * What only the management port looks at; on the client port it is dropped.
     *
     * @param query behind the path's question mark, as it was sent; null = none
     * @param ifMatch {@code If-Match}
     * @param accept {@code Accept}
     * @param browser what only browsers send
     */
    public record ManagementPart(
            @Nullable String query,
            @Nullable String ifMatch,
            @Nullable String accept,
            BrowserPart browser) {
        public static final ManagementPart NONE = new ManagementPart(null, null, null);

        /** One that no browser has sent. */
        public ManagementPart(@Nullable String query, @Nullable String ifMatch, @Nullable String accept) {
            this(query, ifMatch, accept, BrowserPart.NONE);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "ManagementPart[" + Redacted.shown(query) + "]";
        }
    }

    /**
     * What only browsers send, and how.
     *
     * @param address from which the connection comes
     * @param secure whether the connection is encrypted
     * @param session the cookie by which an administrator is known; null = none
     * @param login the cookie of a login that is under way at the identity provider; null = none
     * @param csrf {@code x-serai-csrf}, which pages of other origins cannot send
     * @param foreign whether the browser says that a page of another origin has sent it
     */
    public record BrowserPart(
            String address,
            boolean secure,
            @Nullable Redacted session,
            @Nullable Redacted login,
            @Nullable Redacted csrf,
            boolean foreign) {
        public static final BrowserPart NONE = new BrowserPart("", false, null, null, null, false);

        /** Shows no content. */
        @Override
        public String toString() {
            return "BrowserPart[]";
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "HttpCall[id=" + id + ", " + route + "]";
    }
}
