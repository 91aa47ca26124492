package gateway.http;

import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.jspecify.annotations.Nullable;

/** Runs routes of the client API for a call that did not come over its port. Thread-safe. */
public final class OwnIngress {
    private static final String SCHEME = "platform-http:";

    private final AtomicReference<@Nullable CamelContext> context = new AtomicReference<>();

    /** Takes the context of the routes, once. */
    public void attach(CamelContext camel) {
        context.set(camel);
    }

    /** The name of the route that takes a path by POST; null if none does. */
    public @Nullable String route(String path) {
        Route found = find(path);
        return found == null ? null : RouteName.of(found.getRouteId());
    }

    /**
     * Runs the route of the call's path on the caller's thread, which may block.
     *
     * @throws RefusedException if there is no such route any more, or it fails by a fault
     */
    public HttpReply run(HttpCall call) {
        Route route = find(call.path());
        if (route == null
                || !(route.getConsumer() instanceof PlatformHttpConsumerAware around)
                || !(around.getPlatformHttpConsumer() instanceof GatewayHttpConsumer consumer)) {
            throw new RefusedException(new Refusal.NotFound("the client API has no such path any more"));
        }
        return consumer.runAside(call);
    }

    private @Nullable Route find(String path) {
        CamelContext camel = context.get();
        if (camel == null) {
            return null;
        }
        for (Route route : camel.getRoutes()) {
            if (route.getEndpoint() instanceof PlatformHttpEndpoint endpoint
                    && endpoint.getEndpointUri().startsWith(SCHEME)
                    && endpoint.getPath().equals(path)
                    && takesPosts(endpoint)
                    && camel.getRouteController()
                            .getRouteStatus(route.getRouteId())
                            .isStarted()) {
                return route;
            }
        }
        return null;
    }

    private static boolean takesPosts(PlatformHttpEndpoint endpoint) {
        String methods = endpoint.getHttpMethodRestrict();
        return methods == null || methods.contains("POST");
    }
}
