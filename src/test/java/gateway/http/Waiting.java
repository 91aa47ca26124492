package gateway.http;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(10);

    private Waiting() {}

    /** Whether the condition came true within the time. */
    public static boolean until(Duration atMost, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > atMost.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        return true;
    }
}
