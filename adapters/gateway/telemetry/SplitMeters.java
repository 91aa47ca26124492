package gateway.telemetry;

import gateway.experiment.ExperimentListener;
import gateway.mirror.MirrorListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** Counts arms of experiments, and compares mirrored answers with those that were served. Thread-safe. */
public final class SplitMeters implements ExperimentListener, MirrorListener {
    private static final String SIDE = "side";

    private final MeterRegistry meters;

    /** Takes where the meters live. */
    public SplitMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void assigned(String tenant, String name, String arm, boolean callable) {
        Counter.builder(Names.EXPERIMENT)
                .description("Requests that were given an arm of an experiment")
                .tag(Names.TENANT, tenant)
                .tag("experiment", name)
                .tag("arm", arm)
                .tag("callable", Boolean.toString(callable))
                .register(meters)
                .increment();
    }

    @Override
    public void mirrored(String from, String to, Result result) {
        Counter.builder(Names.MIRRORED)
                .description("Copies of requests for another model, by what became of them")
                .tag("from", from)
                .tag("to", to)
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }

    @Override
    public void compared(Side served, Side mirror) {
        side("served", served, served.model(), mirror.model());
        side("mirror", mirror, served.model(), mirror.model());
    }

    private void side(String word, Side side, String from, String to) {
        Timer.builder(Names.MIRROR_DURATION)
                .description("Answers to requests that two models have answered: from the request to the end")
                .tag(SIDE, word)
                .tag("from", from)
                .tag("to", to)
                .register(meters)
                .record(side.took());
        DistributionSummary.builder(Names.MIRROR_TOKENS)
                .description("Output tokens of these answers")
                .tag(SIDE, word)
                .tag("from", from)
                .tag("to", to)
                .register(meters)
                .record((double) side.outputTokens());
        Counter.builder(Names.MIRROR_FINISHES)
                .description("Why these answers ended")
                .tag(SIDE, word)
                .tag("from", from)
                .tag("to", to)
                .tag(
                        "finish",
                        side.finish() == null ? "unknown" : side.finish().name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }
}
