package gateway.app;

import gateway.call.BrokenOff;
import gateway.call.KeepGoing;
import gateway.ingress.RouteCaller;
import gateway.model.Outcome;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Finds who goes on with a broken answer by the route {@code continue}. Thread-safe. */
final class Successors implements KeepGoing.Successor {
    private final AtomicReference<@Nullable RouteCaller> route = new AtomicReference<>();

    /** Takes the context of the routes, once; it ends what is made here. */
    void attach(CamelContext camel) {
        route.set(new RouteCaller(camel, "direct:continue"));
    }

    @Override
    public Outcome after(BrokenOff broken) {
        RouteCaller caller = Objects.requireNonNull(route.get(), "calls come once the routes are there");
        try {
            return caller.call(broken, Outcome.class);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the route has failed", e);
        }
    }
}
