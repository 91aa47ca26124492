package gateway.stream;

import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.util.function.Consumer;

/**
 * The place between a stream and its receiver at which it can be stopped: from then on nothing of it is passed on, and
 * whoever stops it tells the receiver how it ends. Confined to one event loop.
 */
public final class UntilStopped implements Receiver {
    private final Stream source;
    private final Receiver next;
    private final Consumer<Event> seen;
    private final Runnable closed;
    private boolean over;

    /**
     * Takes what it stands between.
     *
     * @param seen gets every event that was passed on
     * @param closed runs once, when it is over, one way or another
     */
    public UntilStopped(Stream source, Receiver next, Consumer<Event> seen, Runnable closed) {
        this.source = source;
        this.next = next;
        this.seen = seen;
        this.closed = closed;
    }

    /**
     * Gives the provider up; what it says to that is not passed on.
     *
     * @return whether it was still under way
     */
    public boolean stop() {
        boolean first = close();
        if (first) {
            source.cancel();
        }
        return first;
    }

    @Override
    public void next(Event event) {
        if (!over) {
            next.next(event);
            seen.accept(event);
        }
    }

    @Override
    public void flush() {
        if (!over) {
            next.flush();
        }
    }

    @Override
    public void end() {
        if (close()) {
            next.end();
        }
    }

    @Override
    public void fail(Failure failure) {
        if (close()) {
            next.fail(failure);
        }
    }

    @Override
    public void cancelled() {
        if (close()) {
            next.cancelled();
        }
    }

    private boolean close() {
        boolean first = !over;
        over = true;
        if (first) {
            closed.run();
        }
        return first;
    }
}
