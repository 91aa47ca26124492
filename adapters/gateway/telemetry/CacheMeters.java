package gateway.telemetry;

import gateway.cache.CacheListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Counts what the cache of answers does. Thread-safe. */
public final class CacheMeters implements CacheListener {
    private final MeterRegistry meters;

    /** Takes where the meters live. */
    public CacheMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Shows how many answers are kept, and how many bytes they take. */
    public void holds(LongSupplier answers, LongSupplier bytes) {
        Gauge.builder(Names.CACHE_ANSWERS, answers::getAsLong)
                .description("Answers that are kept to be given again")
                .register(meters);
        Gauge.builder(Names.CACHE_BYTES, bytes::getAsLong)
                .description("What kept answers take of the memory, about")
                .baseUnit("bytes")
                .register(meters);
    }

    @Override
    public void looked(String tenant, Result result, Duration took) {
        Timer.builder(Names.CACHE_LOOKUPS)
                .description("Look-ups for kept answers, by what came of them")
                .tag(Names.TENANT, tenant)
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(took);
    }

    @Override
    public void kept(String tenant) {
        Counter.builder(Names.CACHE_KEPT)
                .description("Answers that were put into the cache")
                .tag(Names.TENANT, tenant)
                .register(meters)
                .increment();
    }
}
