package gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows which control data is in use, how old it is, and what goes wrong with it. Thread-safe. */
public final class ControlMeters {
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final AtomicInteger unreadable = new AtomicInteger();

    /** Takes where the meters live, and the time. */
    public ControlMeters(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        Gauge.builder(Names.UNREADABLE, unreadable, AtomicInteger::get)
                .strongReference(true)
                .description("Kill switches that cannot be read, and so count as on")
                .register(meters);
    }

    /**
     * Shows a snapshot.
     *
     * @param name {@code registry} or {@code switches}
     * @param revision of the snapshot in use
     * @param confirmed when a store last confirmed it
     */
    public void show(String name, LongSupplier revision, Supplier<Instant> confirmed) {
        Gauge.builder("serai." + name + ".revision", () -> (double) revision.getAsLong())
                .description("Revision of the " + name + " in use")
                .register(meters);
        Gauge.builder("serai." + name + ".age", () -> seconds(confirmed.get()))
                .description("Time since a store last confirmed the " + name + " in use")
                .baseUnit("seconds")
                .register(meters);
    }

    /**
     * Counts a failure to read, write or understand control data.
     *
     * @param source what failed, from a fixed list, such as {@code registry}, {@code switches} or {@code events}
     */
    public void error(String source) {
        Counter.builder(Names.CONTROL_ERRORS)
                .description("Failures to read, write or understand control data")
                .tag("source", source)
                .register(meters)
                .increment();
    }

    /** Tells how many kill switches cannot be read now. */
    public void unreadable(int switches) {
        unreadable.set(switches);
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1_000.0;
    }
}
