package gateway.telemetry;

import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Routing;
import gateway.routing.Learner;
import gateway.routing.RoutingListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a learning router chooses and learns. Thread-safe. */
public final class RoutingMeters implements RoutingListener, EndListener {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingMeters.class);

    /** Of failures in a row, one in so many is worth a line. */
    private static final int TOLD = 60;

    private static final double MILLION = 1e6;

    private final MeterRegistry registry;
    private final Counter lost;
    private final Counter failed;
    private final AtomicInteger inARow = new AtomicInteger();

    /** Takes where the meters live. */
    public RoutingMeters(MeterRegistry registry) {
        this.registry = registry;
        this.lost = Counter.builder("serai.routing.lessons.lost")
                .description("Lessons on answers that were not learnt")
                .register(registry);
        this.failed = Counter.builder("serai.routing.exchange.errors")
                .description("Exchanges of what was learnt that failed, and are tried again")
                .register(registry);
    }

    /** Shows how many lessons wait. */
    public void waiting(IntSupplier lessons) {
        Gauge.builder("serai.routing.lessons.waiting", lessons::getAsInt)
                .description("Lessons on answers that wait to be learnt")
                .register(registry);
    }

    @Override
    public void ended(Ended end) {
        Routing routing = end.outcome().decision().routing();
        if (!routing.candidates().isEmpty()) {
            Counter.builder("serai.routing.decisions")
                    .description("Answered requests whose model a learning router chose, or would have chosen")
                    .tag(Names.REQUEST_MODEL, routing.candidates().getFirst().model())
                    .tag("objective", routing.objective())
                    .tag("explored", Boolean.toString(routing.explored()))
                    .tag("shadow", Boolean.toString(routing.shadow()))
                    .register(registry)
                    .increment();
            if (!routing.shadow()) {
                worth(routing, end.microUsd());
            }
        }
    }

    /** What a choice cost, and what it gave away by the router's own estimates. */
    private void worth(Routing routing, long microUsd) {
        Routing.Candidate chosen = routing.candidates().getFirst();
        Routing.Candidate best = chosen;
        double utility = chosen.utility();
        for (Routing.Candidate each : routing.candidates()) {
            best = each.quality() > best.quality() ? each : best;
            utility = Math.max(utility, each.utility());
        }
        Counter.builder("serai.routing.spend.usd")
                .description("What requests cost whose model a learning router chose, in USD")
                .tag(Names.REQUEST_MODEL, chosen.model())
                .tag("explored", Boolean.toString(routing.explored()))
                .register(registry)
                .increment(microUsd / MILLION);
        Counter.builder("serai.routing.regret")
                .description("Utility that choices gave away against the best candidate, by the router's estimates")
                .tag(Names.REQUEST_MODEL, chosen.model())
                .register(registry)
                .increment(utility - chosen.utility());
        expected("chosen", chosen.usd());
        expected("best-quality", best.usd());
    }

    private void expected(String choice, double usd) {
        Counter.builder("serai.routing.expected.usd")
                .description("Expected cost of the same requests: of the chosen models, and of the best ones each time")
                .tag("choice", choice)
                .register(registry)
                .increment(Math.max(0, usd));
    }

    /** Shows how good answers were, beside learning from it. */
    public Learner heard(Learner learner) {
        return lesson -> {
            DistributionSummary.builder("serai.routing.reward")
                    .description("How good answers were, 0 to 1")
                    .tag(Names.REQUEST_MODEL, lesson.model())
                    .register(registry)
                    .record(lesson.reward());
            learner.learn(lesson);
        };
    }

    @Override
    public void drifted(String model, boolean worse) {
        Counter.builder("serai.routing.drifts")
                .description("Models that became worse or better than was believed")
                .tag(Names.REQUEST_MODEL, model)
                .tag("direction", worse ? "worse" : "better")
                .register(registry)
                .increment();
        LOG.warn("model {} answers {} than was believed: it is learnt anew", model, worse ? "worse" : "better");
    }

    @Override
    public void lost(int lessons) {
        lost.increment(lessons);
    }

    @Override
    public void failed(RuntimeException cause) {
        failed.increment();
        if (inARow.getAndIncrement() % TOLD == 0) {
            LOG.warn("what was learnt of models cannot be exchanged, and is kept: {}", Causes.of(cause));
        }
    }

    @Override
    public void exchanged() {
        inARow.set(0);
    }

    @Override
    public void damaged(String key) {
        LOG.error("what is kept as {} cannot have been learnt: it is forgotten, its model is at its prior", key);
    }
}
