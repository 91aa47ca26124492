package gateway.http;

import gateway.api.Faults;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.spi.ShutdownAware;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a route on a virtual thread with an {@link HttpCall} as its body and no headers at all, and writes the
 * {@link HttpReply} that it ends with.
 */
final class GatewayHttpConsumer extends VertxPlatformHttpConsumer implements ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayHttpConsumer.class);

    private final RequestIntake intake;
    private final AtomicReference<@Nullable String> route = new AtomicReference<>();
    private final AtomicInteger arriving = new AtomicInteger();

    GatewayHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, String routerName, RequestIntake intake) {
        super(endpoint, processor, List.of(), routerName);
        this.intake = intake;
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        if (isStarted()) {
            intake.take(ctx, routeName(), new Turn());
        } else {
            // suspended, or being removed: a newer generation of the route, if there is one, comes next
            ctx.next();
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Requests that were taken in and have not entered the route yet: their bodies are still coming. */
    @Override
    public int getPendingExchangesSize() {
        return arriving.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // nothing is held
    }

    /** The component tells the route to the consumer around this one only, so it is looked up, once. */
    private String routeName() {
        String known = route.get();
        if (known != null) {
            return known;
        }
        String found = "";
        for (Route each : getEndpoint().getCamelContext().getRoutes()) {
            if (each.getConsumer() instanceof PlatformHttpConsumerAware around
                    && around.getPlatformHttpConsumer() == this) {
                found = RouteName.of(each.getRouteId());
                route.set(found);
            }
        }
        return found;
    }

    /**
     * Runs the route for a call that did not come over this port.
     *
     * @throws RefusedException if it fails by a fault
     */
    HttpReply runAside(HttpCall call) {
        try {
            return run(call);
        } catch (RefusedException e) {
            throw e;
        } catch (Exception e) {
            LOG.error("request {} failed by a fault of the gateway: {}", call.id(), Faults.describe(e));
            throw new RefusedException(new Refusal.Internal());
        }
    }

    private HttpReply run(HttpCall call) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.getMessage().setBody(call);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getMessage().getMandatoryBody(HttpReply.class);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** One request's way into the route. */
    private final class Turn implements RequestIntake.Handler {
        private final AtomicBoolean waiting = new AtomicBoolean(true);

        Turn() {
            arriving.incrementAndGet();
        }

        @Override
        public HttpReply run(HttpCall call) throws Exception {
            try {
                return GatewayHttpConsumer.this.run(call);
            } finally {
                over();
            }
        }

        @Override
        public void over() {
            if (waiting.compareAndSet(true, false)) {
                arriving.decrementAndGet();
            }
        }
    }
}
