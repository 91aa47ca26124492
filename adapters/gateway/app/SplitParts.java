package gateway.app;

import gateway.Ticker;
import gateway.api.Faults;
import gateway.api.Problems;
import gateway.api.RefusalListener;
import gateway.experiment.AssignArm;
import gateway.metering.EndListener;
import gateway.mirror.MirrorCalls;
import gateway.model.Outcome;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.telemetry.SplitMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What compares models: experiments, and copies of requests for others. */
final class SplitParts {
    private static final Logger LOG = LoggerFactory.getLogger(SplitParts.class);

    /** Copies under way at once: they must never crowd out what clients wait for. */
    private static final int MOST = 32;

    private final LateRoute<Outcome> route = new LateRoute<>("direct:mirror", Outcome.class);
    private final AtomicReference<@Nullable Vertx> vertx = new AtomicReference<>();
    private final SplitMeters meters;
    private final RefusalListener refusals;
    private final MirrorCalls mirrors;

    /**
     * Makes all of it.
     *
     * @param refusals settles and records copies that are refused
     */
    SplitParts(MeterRegistry registry, Ticker ticker, RefusalListener refusals) {
        this.meters = new SplitMeters(registry);
        this.refusals = refusals;
        Dice dice = new Dice();
        this.mirrors = new MirrorCalls(
                this::ask,
                meters,
                dice::nextDouble,
                ticker,
                copy -> Thread.ofVirtual().name("mirror").start(copy),
                this::loop,
                MOST);
    }

    /** Makes copies of answered requests. */
    EndListener atEnd() {
        return mirrors;
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return Map.of("assignArm", new AssignArm(meters), "mirrors", this);
    }

    /** Tells that the routes are there. */
    static void attach(Map<String, Object> beans, CamelContext camel, Vertx vertx) {
        if (beans.get("mirrors") instanceof SplitParts parts) {
            parts.vertx.set(vertx);
            parts.route.attach(camel);
        }
    }

    private Executor loop() {
        Context context = Objects.requireNonNull(vertx.get(), "calls come once the routes are there")
                .getOrCreateContext();
        return task -> context.runOnContext(nothing -> task.run());
    }

    private Outcome ask(Request.Chat copy) {
        String id = copy.call().id();
        try {
            return route.call(copy);
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
