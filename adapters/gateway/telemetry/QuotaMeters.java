package gateway.telemetry;

import gateway.quota.Counter;
import gateway.quota.QuotaListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens to budgets and to the ledger, and tells operators. Thread-safe. */
public final class QuotaMeters implements QuotaListener {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaMeters.class);
    private static final String KIND = "kind";
    private static final String MEASURE = "measure";

    private final MeterRegistry meters;
    private final Timer waited;
    private final Timer background;
    private final io.micrometer.core.instrument.Counter busy;
    private final io.micrometer.core.instrument.Counter unreachable;
    private final io.micrometer.core.instrument.Counter expired;

    /** Takes where the meters live. */
    public QuotaMeters(MeterRegistry meters) {
        this.meters = meters;
        this.waited = calls("request");
        this.background = calls("background");
        this.busy = io.micrometer.core.instrument.Counter.builder(Names.LEDGER_BUSY)
                .description("Calls of the ledger that others were in the way of, and that are made again")
                .register(meters);
        this.unreachable = io.micrometer.core.instrument.Counter.builder(Names.LEDGER_ERRORS)
                .description("Calls of the ledger that failed")
                .register(meters);
        this.expired = io.micrometer.core.instrument.Counter.builder(Names.RESERVATIONS_EXPIRED)
                .description("Reservations that had no end in time and were booked as their worst case")
                .register(meters);
    }

    /** Shows how many calls have reserved something and not ended. */
    public void open(IntSupplier reservations) {
        Gauge.builder(Names.RESERVATIONS, reservations::getAsInt)
                .description("Calls that have not ended, and whose worst case is reserved")
                .register(meters);
    }

    @Override
    public void called(boolean forRequest, Duration took) {
        (forRequest ? waited : background).record(took);
    }

    @Override
    public void busy() {
        busy.increment();
    }

    @Override
    public void unreachable(RuntimeException cause) {
        unreachable.increment();
        LOG.error("the ledger cannot be reached; calls go on as far as leases last: {}", Causes.of(cause));
    }

    @Override
    public void leaseLost(Counter counter) {
        count(Names.LEASES_LOST, "Leases that were taken back while in use, so that they count as spent", counter);
        LOG.warn(
                "the lease of {} {} was taken back, as this replica was silent for too long",
                counter.scope(),
                counter.measure().word());
    }

    @Override
    public void soft(Counter counter, long spent, long limit) {
        count(Names.SOFT_LIMITS, "Budgets that came to the share at which somebody is told", counter);
        LOG.warn(
                "budget {} {} {}: {} of {} micro-USD are spent",
                counter.scope(),
                counter.measure().word(),
                counter.window(),
                spent,
                limit);
    }

    @Override
    public void exceeded(Counter counter, long excess) {
        io.micrometer.core.instrument.Counter.builder(Names.EXCESS)
                .description("What calls used beyond their reservation: micro-USD or tokens")
                .tag(MEASURE, counter.measure().word())
                .register(meters)
                .increment((double) excess);
    }

    @Override
    public void expired(String requestId) {
        expired.increment();
        LOG.error("request {} has no end; what it reserved is booked as spent", requestId);
    }

    private void count(String name, String description, Counter counter) {
        String scope = counter.scope();
        io.micrometer.core.instrument.Counter.builder(name)
                .description(description)
                .tag("scope", scope.substring(0, scope.indexOf('/')))
                .tag(MEASURE, counter.measure().word())
                .register(meters)
                .increment();
    }

    private Timer calls(String kind) {
        return Timer.builder(Names.LEDGER_CALLS)
                .description("Calls of the ledger: for which a request waited, and others")
                .tag(KIND, kind)
                .register(meters);
    }
}
