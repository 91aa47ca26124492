package gateway.telemetry;

import gateway.feedback.FeedbackListener;
import gateway.feedback.Signal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts feedback, by what became of it, and what was seen of answers, by kind. Thread-safe. */
public final class FeedbackMeters implements FeedbackListener {
    private final MeterRegistry meters;

    /** Takes where the meters live. */
    public FeedbackMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void came(String result) {
        Counter.builder(Names.FEEDBACK)
                .description("Feedback of clients, accepted or by the code with which it was refused")
                .tag("result", result)
                .register(meters)
                .increment();
    }

    @Override
    public void seen(Signal signal) {
        Counter.builder(Names.SIGNALS)
                .description("What was seen of answers without a look at what they mean")
                .tag("signal", signal.word())
                .register(meters)
                .increment();
    }
}
