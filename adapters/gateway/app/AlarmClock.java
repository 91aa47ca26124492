package gateway.app;

import gateway.call.Alarms;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Alarms by one thread of Camel's, which ends with it. Thread-safe. */
final class AlarmClock implements Alarms {
    private final AtomicReference<@Nullable ScheduledExecutorService> thread = new AtomicReference<>();

    /** Takes the context of the routes, once. */
    void attach(CamelContext camel) {
        thread.set(camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "deadlines"));
    }

    @Override
    public Runnable in(Duration delay, Runnable action) {
        ScheduledExecutorService clock = Objects.requireNonNull(thread.get(), "calls come once the routes are there");
        ScheduledFuture<?> alarm = clock.schedule(action, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }
}
