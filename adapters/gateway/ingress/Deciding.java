package gateway.ingress;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request's place among those that are being decided. It is given up with the first task for the event loop, since
 * that is the call of a provider, for which the request then waits.
 */
public final class Deciding implements Executor {
    private final LoadLimits limits;
    private final Executor eventLoop;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Begins with a place that was taken by {@link LoadLimits#decide}. */
    public Deciding(LoadLimits limits, Executor eventLoop) {
        this.limits = limits;
        this.eventLoop = eventLoop;
    }

    @Override
    public void execute(Runnable task) {
        end();
        eventLoop.execute(task);
    }

    /** Gives the place up, once. */
    public void end() {
        if (over.compareAndSet(false, true)) {
            limits.decided();
        }
    }
}
