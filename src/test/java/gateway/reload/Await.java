package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
public final class Await {
    private static final long DEADLINE_NANOS = Duration.ofSeconds(20).toNanos();

    private Await() {}

    /** Returns as soon as the condition holds; fails if it does not in time. */
    public static void until(String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begun).as(what).isLessThan(DEADLINE_NANOS);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
