package gateway.call;

import java.time.Duration;

/** Wakes somebody up later. Thread-safe. */
@FunctionalInterface
public interface Alarms {
    /**
     * Runs an action once, on any thread.
     *
     * @param delay from now; at once if it is not positive
     * @param action short and non-blocking
     * @return forgets the action, if it has not begun
     */
    Runnable in(Duration delay, Runnable action);
}
