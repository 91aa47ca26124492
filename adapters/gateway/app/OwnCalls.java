package gateway.app;

import gateway.api.Faults;
import gateway.api.Problems;
import gateway.api.RefusalListener;
import gateway.model.Outcome;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that the gateway itself makes beside a client's, by a route into the chain. Thread-safe. */
final class OwnCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCalls.class);

    private final LateRoute<Outcome> route;
    private final RefusalListener refusals;
    private final AtomicReference<@Nullable Vertx> vertx = new AtomicReference<>();

    /**
     * Takes the way into the chain.
     *
     * @param uri such as {@code direct:mirror}
     * @param refusals settles and records what is refused
     */
    OwnCalls(String uri, RefusalListener refusals) {
        this.route = new LateRoute<>(uri, Outcome.class);
        this.refusals = refusals;
    }

    /** Tells that the routes are there. */
    void attach(CamelContext camel, Vertx loops) {
        vertx.set(loops);
        route.attach(camel);
    }

    /** An event loop for one call. */
    Executor loop() {
        Context context = Objects.requireNonNull(vertx.get(), "calls come once the routes are there")
                .getOrCreateContext();
        return task -> context.runOnContext(nothing -> task.run());
    }

    /**
     * Runs the chain on the caller's thread, which may block.
     *
     * @throws RefusedException if it is refused, which is settled and recorded by then
     */
    Outcome ask(Request request) {
        String id = request.call().id();
        try {
            return route.call(request);
        } catch (RefusedException e) {
            refusals.refused(id, Problems.of(e.refusal(), id), e);
            throw e;
        } catch (RuntimeException e) {
            LOG.error("request {} failed by a fault of the gateway: {}", id, Faults.describe(e));
            Refusal fault = new Refusal.Internal();
            refusals.refused(id, Problems.of(fault, id), null);
            throw new RefusedException(fault);
        }
    }
}
