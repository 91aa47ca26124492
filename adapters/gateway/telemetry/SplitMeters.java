package gateway.telemetry;

import gateway.experiment.ExperimentListener;
import gateway.judge.JudgeListener;
import gateway.mirror.MirrorListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts arms of experiments, mirrored answers beside those that were served, and what judges say. Thread-safe. */
public final class SplitMeters implements ExperimentListener, MirrorListener, JudgeListener {
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
    public void mirrored(String from, String to, MirrorListener.Result result) {
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

    @Override
    public void judged(Arm arm, JudgeListener.Result result, @Nullable Double score) {
        String kind = arm.kind().name().toLowerCase(Locale.ROOT);
        Counter.builder(Names.JUDGED)
                .description("Answers that a judge was to look at, by what came of it")
                .tag(Names.TENANT, arm.tenant())
                .tag("name", arm.name())
                .tag("kind", kind)
                .tag("arm", arm.arm())
                .tag("verdict", result.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
        if (score != null) {
            DistributionSummary.builder(Names.JUDGE_SCORES)
                    .description("How good judges say answers are, 0 to 1")
                    .tag(Names.TENANT, arm.tenant())
                    .tag("name", arm.name())
                    .tag("kind", kind)
                    .tag("arm", arm.arm())
                    .register(meters)
                    .record(score);
        }
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
