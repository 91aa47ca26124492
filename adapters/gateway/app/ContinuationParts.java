package gateway.app;

import gateway.Ticker;
import gateway.call.KeepGoing;
import gateway.call.ResumeWalk;
import gateway.metering.UsageEstimate;
import gateway.settings.Failover;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;

/** What goes on with streams that break off. */
final class ContinuationParts {
    private static final String SUCCESSORS = "successors";

    private ContinuationParts() {}

    /** The beans by the names that routes use, and one that needs the routes themselves. */
    static Map<String, Object> beans(Failover settings, QuotaParts quota, Ticker ticker) {
        Successors successors = new Successors();
        KeepGoing keepGoing = new KeepGoing(
                successors,
                new UsageEstimate(quota.counter(), quota.open()),
                ticker,
                settings.deadline(),
                walk -> Thread.ofVirtual().name("continue").start(walk));
        return Map.of("keepGoing", keepGoing, "resumeWalk", new ResumeWalk(), SUCCESSORS, successors);
    }

    /** Tells that the routes are there. */
    static void attach(Map<String, Object> beans, CamelContext camel) {
        ((Successors) Objects.requireNonNull(beans.get(SUCCESSORS), "is one of the beans")).attach(camel);
    }
}
