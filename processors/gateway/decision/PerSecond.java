package gateway.decision;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Lets so many through in each second and no more. Thread-safe. */
final class PerSecond {
    private final int limit;
    private final AtomicReference<Window> window = new AtomicReference<>(new Window(Long.MIN_VALUE, 0));

    PerSecond(int limit) {
        this.limit = limit;
    }

    private record Window(long second, int taken) {}

    /**
     * Whether one more may pass.
     *
     * @param nanos by the process's ticker
     */
    boolean take(long nanos) {
        long second = Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1));
        Window now = window.updateAndGet(before -> before.second() == second
                ? new Window(second, Math.min(before.taken() + 1, limit + 1))
                : new Window(second, 1));
        return now.taken() <= limit;
    }
}
