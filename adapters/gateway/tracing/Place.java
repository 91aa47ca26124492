package gateway.tracing;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where in its trace a thread is. What is not traced has none, and is asked for it at next to no cost. A step that ends
 * on another thread than it began on still finds its own.
 */
public final class Place {
    private static final ScopedValue<Place> CURRENT = ScopedValue.newInstance();

    private volatile CallSpan span;

    private Place(CallSpan span) {
        this.span = span;
    }

    /** The place of the current thread; null if it does nothing that is traced. */
    static @Nullable Place current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /** The innermost span that the current thread is within; null if there is none. */
    static @Nullable CallSpan currentSpan() {
        Place place = current();
        return place == null ? null : place.span;
    }

    /**
     * Runs a task within a span.
     *
     * @throws Exception what the task throws
     */
    static <T> T within(CallSpan span, Callable<T> task) throws Exception {
        return ScopedValue.where(CURRENT, new Place(span)).call(task::call);
    }

    /** What a task gives that runs within a span. */
    static <T> T get(CallSpan span, Supplier<T> task) {
        return ScopedValue.where(CURRENT, new Place(span)).call(task::get);
    }

    /** Runs a task within a span. */
    static void within(CallSpan span, Runnable task) {
        ScopedValue.where(CURRENT, new Place(span)).run(task);
    }

    /** A task that belongs to the step that starts it, in whichever thread it runs. */
    public static Runnable carry(Runnable task) {
        CallSpan span = currentSpan();
        return span == null ? task : () -> within(span, task);
    }

    /** The innermost span. */
    CallSpan span() {
        return span;
    }

    /** Goes into a span, or back. */
    void at(CallSpan next) {
        span = next;
    }
}
