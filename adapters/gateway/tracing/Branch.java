package gateway.tracing;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;

/** Keeps a trace together where a step calls a route of its own, or goes on in another thread. */
public final class Branch {
    private Branch() {}

    /**
     * Runs a route that belongs to the step that calls it. Camel takes a span that it has made itself, which it knows
     * by a mark in the baggage, for one of another call.
     *
     * @throws Exception what the route throws
     */
    public static <T> T call(Callable<T> route) throws Exception {
        try (Scope _ = Context.current().with(Baggage.empty()).makeCurrent()) {
            return route.call();
        }
    }

    /** A task that belongs to the step that starts it, in whichever thread it runs. */
    public static Runnable of(Runnable task) {
        return Context.current().wrap(task);
    }
}
