package gateway.tracing;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Keeps a trace together where a step calls a route of its own, or goes on in another thread. */
public final class Branch {
    private Branch() {}

    /**
     * From now on until it is closed, routes that are called on this thread belong to the step that calls them. Camel
     * takes a span that it has made itself, which it knows by a mark in the baggage, for one of another call.
     */
    public static Scope open() {
        return Context.current().with(Baggage.empty()).makeCurrent();
    }

    /** A task that belongs to the step that starts it, in whichever thread it runs. */
    public static Runnable of(Runnable task) {
        return Context.current().wrap(task);
    }
}
