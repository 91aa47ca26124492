package gateway.telemetry;

import gateway.redelivery.Fate;
import gateway.redelivery.FateListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts messages of queues by what became of them. Thread-safe. */
public final class QueueMeters implements FateListener {
    private final MeterRegistry meters;

    /** Takes where the meters live. */
    public QueueMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void settled(String route, Fate fate) {
        Counter.builder(Names.QUEUE_MESSAGES)
                .description("Messages of queues, by what became of them")
                .tag("route", route)
                .tag("fate", word(fate))
                .register(meters)
                .increment();
    }

    private static String word(Fate fate) {
        return switch (fate) {
            case Fate.Answered answered -> "answered";
            case Fate.Again again -> "put_back";
            case Fate.GivenUp givenUp -> givenUp.why().name().toLowerCase(Locale.ROOT);
        };
    }
}
