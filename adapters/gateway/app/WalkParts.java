package gateway.app;

import gateway.Ticker;
import gateway.call.CallGate;
import gateway.call.Hedge;
import gateway.call.HedgeShares;
import gateway.call.NextAttempt;
import gateway.call.Rests;
import gateway.call.StartWalk;
import gateway.call.TimeShare;
import gateway.call.Walk;
import gateway.latency.Latencies;
import gateway.settings.Failover;
import gateway.tracing.Place;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;

/** What walks the deployments until one answers. */
final class WalkParts {
    private static final String ATTEMPTS = "attempts";

    private WalkParts() {}

    /** The beans by the names that routes use, and one that needs the routes themselves. */
    static Map<String, Object> beans(
            Failover settings, CallGate gate, Rests rests, Latencies latencies, Ticker ticker) {
        NextAttempt next =
                new NextAttempt(gate, rests, ticker, new TimeShare(latencies, ticker), settings.maxAttempts());
        HedgeShares shares = new HedgeShares(settings.hedging());
        LateRoute<Walk> attempts = new LateRoute<>("direct:attempt", Walk.class);
        Hedge hedge = new Hedge(
                attempts::call,
                next,
                shares,
                latencies,
                ticker,
                attempt -> Thread.ofVirtual().name("hedge").start(Place.carry(attempt)));
        return Map.of("startWalk", new StartWalk(shares), "nextAttempt", next, "hedge", hedge, ATTEMPTS, attempts);
    }

    /** Tells that the routes are there. */
    static void attach(Map<String, Object> beans, CamelContext camel) {
        ((LateRoute<?>) Objects.requireNonNull(beans.get(ATTEMPTS), "is one of the beans")).attach(camel);
    }
}
