package gateway.app;

import gateway.call.Alarms;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.jspecify.annotations.Nullable;

/** Alarms by one thread of Camel's, which ends with it; as many as there are streams. Thread-safe. */
final class AlarmClock implements Alarms {
    /** Camel refuses the 1,001st task otherwise. */
    private static final int UNLIMITED = -1;

    private final AtomicReference<@Nullable ScheduledExecutorService> thread = new AtomicReference<>();

    /** Takes the context of the routes, once. */
    void attach(CamelContext camel) {
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder("deadlines")
                .poolSize(1)
                .maxPoolSize(1)
                .maxQueueSize(UNLIMITED)
                .build();
        thread.set(camel.getExecutorServiceManager().newScheduledThreadPool(this, "deadlines", profile));
    }

    @Override
    public Runnable in(Duration delay, Runnable action) {
        ScheduledExecutorService clock = Objects.requireNonNull(thread.get(), "calls come once the routes are there");
        ScheduledFuture<?> alarm = clock.schedule(action, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }
}
