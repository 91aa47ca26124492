package gateway.telemetry;

import gateway.guard.GuardListener;
import gateway.model.GuardAction;
import gateway.model.PiiKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The metrics of guardrails: kinds and counts, never content. Thread-safe. */
public final class GuardMeters implements GuardListener {
    private final MeterRegistry registry;
    private final Timer input;
    private final Timer output;

    /** Registers what is always there. */
    public GuardMeters(MeterRegistry registry) {
        this.registry = registry;
        this.input = timer("input");
        this.output = timer("output");
    }

    private Timer timer(String direction) {
        return Timer.builder("serai.guardrail.local.duration")
                .description("Time of the local guardrails for a prompt or a whole answer")
                .tag("direction", direction)
                .register(registry);
    }

    @Override
    public void found(PiiKind kind, GuardAction action, boolean fromClient, int count) {
        Counter.builder("serai.guardrail.pii")
                .description("Pieces of personal data that were found, by what was done about them")
                .tag("kind", kind.key())
                .tag("action", action.name().toLowerCase(Locale.ROOT))
                .tag("direction", direction(fromClient))
                .register(registry)
                .increment(count);
    }

    @Override
    public void blocked(String reason, boolean fromClient) {
        Counter.builder("serai.guardrail.findings")
                .description("Attacks, toxic texts and denied topics that were found, blocked or flagged")
                .tag("reason", reason.startsWith("denied topic") ? "denied topic" : reason)
                .tag("direction", direction(fromClient))
                .register(registry)
                .increment();
    }

    @Override
    public void judged(boolean fromClient, long nanos) {
        (fromClient ? input : output).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void remote(String result, long nanos) {
        Timer.builder("serai.guardrail.remote.duration")
                .description("Time of the calls of guardrail services, by their result")
                .tag("result", result)
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String direction(boolean fromClient) {
        return fromClient ? "input" : "output";
    }
}
