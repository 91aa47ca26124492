package gateway.failover;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Patience {
    private static final long STEP_NANOS = 2_000_000;

    private Patience() {}

    /** Waits until it holds, or until time is over. Tells how long it took. */
    public static Duration until(BooleanSupplier condition, Duration longest) {
        long started = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - started > longest.toNanos()) {
                throw new AssertionError("it did not come true within " + longest);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
