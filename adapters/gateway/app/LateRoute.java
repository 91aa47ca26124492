package gateway.app;

import gateway.ingress.RouteCaller;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A route that is called by what is made before the routes are. Thread-safe. */
final class LateRoute<T> {
    private final AtomicReference<@Nullable RouteCaller> route = new AtomicReference<>();
    private final String uri;
    private final Class<T> type;

    /**
     * Takes what is to be called.
     *
     * @param uri such as {@code direct:continue}
     * @param type of what it ends with
     */
    LateRoute(String uri, Class<T> type) {
        this.uri = uri;
        this.type = type;
    }

    /** Takes the context of the routes, once; it ends what is made here. */
    void attach(CamelContext camel) {
        route.set(new RouteCaller(camel, uri));
    }

    /** Runs the route on the caller's thread, which may block. */
    T call(Object body) {
        RouteCaller caller = Objects.requireNonNull(route.get(), "calls come once the routes are there");
        try {
            return caller.call(body, type);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the route has failed", e);
        }
    }
}
