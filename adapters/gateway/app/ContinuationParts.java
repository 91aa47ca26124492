package gateway.app;

import gateway.Ticker;
import gateway.admission.TimeLimits;
import gateway.call.KeepGoing;
import gateway.call.ObeyDeadline;
import gateway.call.ResumeWalk;
import gateway.metering.UsageEstimate;
import gateway.model.Outcome;
import gateway.settings.Failover;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;

/** What goes on with streams that break off, and ends those whose time is over. */
final class ContinuationParts {
    private static final String SUCCESSORS = "successors";
    private static final String CLOCK = "alarmClock";

    private ContinuationParts() {}

    /** How long calls may take. */
    static TimeLimits limits(Failover settings) {
        return new TimeLimits(
                settings.deadline(), settings.totalTimeout(), settings.deadlineGrace(), settings.hardDeadline());
    }

    /** The beans by the names that routes use, and one that needs the routes themselves. */
    static Map<String, Object> beans(Failover settings, QuotaParts quota, TracingParts tracing, Ticker ticker) {
        LateRoute<Outcome> successors = new LateRoute<>("direct:continue", Outcome.class);
        KeepGoing keepGoing = new KeepGoing(
                broken -> tracing.resume(broken.outcome().request().call().id(), () -> successors.call(broken)),
                new UsageEstimate(quota.counter(), quota.open()),
                ticker,
                settings.deadline(),
                walk -> Thread.ofVirtual().name("continue").start(walk));
        AlarmClock clock = new AlarmClock();
        return Map.of(
                "keepGoing",
                keepGoing,
                "resumeWalk",
                new ResumeWalk(),
                "softDeadline",
                ObeyDeadline.soft(clock, ticker),
                "hardDeadline",
                ObeyDeadline.hard(clock, ticker),
                SUCCESSORS,
                successors,
                CLOCK,
                clock);
    }

    /** Tells that the routes are there. */
    static void attach(Map<String, Object> beans, CamelContext camel) {
        ((LateRoute<?>) Objects.requireNonNull(beans.get(SUCCESSORS), "is one of the beans")).attach(camel);
        ((AlarmClock) Objects.requireNonNull(beans.get(CLOCK), "is one of the beans")).attach(camel);
    }
}
