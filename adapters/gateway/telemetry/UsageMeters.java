package gateway.telemetry;

import gateway.usage.Amounts;
import gateway.usage.UsageListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts usage that is missing in reports, and shows how much waits to be written. Thread-safe. */
public final class UsageMeters implements UsageListener {
    private static final Logger LOG = LoggerFactory.getLogger(UsageMeters.class);

    /** Of failures in a row, one in so many is worth a line. */
    private static final int TOLD = 60;
    /** Of losses, which come with every call once they have begun. */
    private static final int TOLD_LOSSES = 10_000;

    private final MeterRegistry meters;
    private final Counter errors;
    private final Counter lost;
    private final AtomicLong losses = new AtomicLong();

    /** Takes where the meters live. */
    public UsageMeters(MeterRegistry meters) {
        this.meters = meters;
        this.errors = Counter.builder(Names.USAGE_ERRORS)
                .description("Writes of usage that failed, and were tried again")
                .register(meters);
        this.lost = Counter.builder(Names.USAGE_LOST)
                .description("Calls and refusals whose usage is missing in reports")
                .register(meters);
    }

    /** Shows how many rows wait. */
    public void rows(IntSupplier waiting) {
        Gauge.builder(Names.USAGE_ROWS, waiting::getAsInt)
                .description("Rows of usage that wait to be written")
                .register(meters);
    }

    @Override
    public void failed(RuntimeException cause, int times) {
        errors.increment();
        if (times % TOLD == 1) {
            LOG.warn("the usage cannot be written, and is kept to be tried again: {}", Causes.of(cause));
        }
    }

    @Override
    public void lost(Amounts amounts) {
        lost.increment((double) amounts.requests());
        if (losses.getAndIncrement() % TOLD_LOSSES == 0) {
            LOG.error(
                    "usage is missing in reports: {} calls, {} refusals, {} micro-USD",
                    amounts.calls(),
                    amounts.refusals(),
                    amounts.microUsd());
        }
    }
}
