package gateway.telemetry;

import gateway.decision.LossListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts decision records that are lost, and shows how many wait to be written. Thread-safe. */
public final class DecisionMeters implements LossListener {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionMeters.class);

    private final MeterRegistry meters;
    private final Counter dropped;

    /** Takes where the meters live. */
    public DecisionMeters(MeterRegistry meters) {
        this.meters = meters;
        this.dropped = Counter.builder(Names.DECISIONS_DROPPED)
                .description("Decision records that were lost: the queue was full, or the store did not take them")
                .register(meters);
    }

    /** Shows a queue. */
    public void queue(IntSupplier waiting) {
        Gauge.builder(Names.DECISIONS_QUEUE, waiting::getAsInt)
                .description("Decision records that wait to be written")
                .register(meters);
    }

    @Override
    public void lost(int records, @Nullable RuntimeException cause) {
        dropped.increment(records);
        if (cause != null) {
            LOG.error("the store of decision records fails, {} records are lost: {}", records, Causes.of(cause));
        }
    }
}
