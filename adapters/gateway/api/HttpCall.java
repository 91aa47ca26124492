package gateway.api;

import gateway.model.Cancellation;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * An HTTP request that has arrived whole.
 *
 * @param id the request id that we gave it
 * @param route id of the route that takes it
 * @param receivedNanos when it was whole, in nanoseconds of the process's ticker
 * @param method such as {@code POST}
 * @param path without the query, which is dropped
 * @param parameters values of the path's placeholders
 * @param headers those that mean something
 * @param body may be empty
 * @param relay runs tasks on the event loop that owns the connection
 * @param cancellation tells when the client leaves
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
        this(id, route, receivedNanos, method, path, parameters, headers, body, relay, cancellation, () -> {});
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "HttpCall[id=" + id + ", " + method + " " + path + "]";
    }
}
