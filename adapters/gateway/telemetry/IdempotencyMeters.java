package gateway.telemetry;

import gateway.idempotency.IdempotencyListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts requests that name a key of their own, by what became of them. Thread-safe. */
public final class IdempotencyMeters implements IdempotencyListener {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyMeters.class);

    /** Of failures, which come with every such request once they have begun, one in so many is worth a line. */
    private static final int TOLD = 1_000;

    private final MeterRegistry meters;
    private final AtomicLong failures = new AtomicLong();

    /** Takes where the meters live. */
    public IdempotencyMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Shows how many claims are open. */
    public void open(IntSupplier claims) {
        Gauge.builder(Names.IDEMPOTENCY_OPEN, claims::getAsInt)
                .description("Requests with an idempotency-key that are being answered")
                .register(meters);
    }

    @Override
    public void came(Result result) {
        Counter.builder(Names.IDEMPOTENCY)
                .description("Requests with an idempotency-key, by what became of them")
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .increment();
    }

    @Override
    public void failed(String what) {
        Counter.builder(Names.IDEMPOTENCY_ERRORS)
                .description("What the store of kept replies could not be told")
                .tag("action", what)
                .register(meters)
                .increment();
        if (failures.getAndIncrement() % TOLD == 0) {
            LOG.warn("the store of kept replies could not be told to {}: a repeated request may be paid twice", what);
        }
    }
}
