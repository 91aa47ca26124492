package gateway.killswitch;

import gateway.model.Chunk;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The push stage at which a kill switch, or the end of the process, ends a stream. Confined to one event loop, but for
 * {@link #cut}.
 */
final class CuttableStream implements Receiver, Cuttable {
    private final ActiveCalls calls;
    private final Stream source;
    private final Receiver next;
    private volatile Outcome outcome;
    private boolean over;

    CuttableStream(ActiveCalls calls, Outcome outcome, Stream source, Receiver next) {
        this.calls = calls;
        this.outcome = outcome;
        this.source = source;
        this.next = next;
    }

    @Override
    public Plan plan() {
        return outcome.decision().plan();
    }

    @Override
    public Deployment deployment() {
        return outcome.served().deployment();
    }

    @Override
    public void cut(Failure cause, @Nullable Switch by) {
        outcome.request().call().relay().execute(() -> end(cause, by));
    }

    /** What the provider says to being given up is not passed on: the receiver has been told the cause. */
    void end(Failure cause, @Nullable Switch by) {
        if (over()) {
            return;
        }
        calls.told(by, true);
        source.cancel();
        next.fail(cause);
    }

    @Override
    public void next(Event event) {
        if (over) {
            return;
        }
        next.next(event);
        for (Chunk chunk : event.chunks()) {
            if (chunk instanceof Chunk.Handover handover) {
                outcome = handover.outcome();
                calls.moved(this);
            }
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
        if (!over()) {
            next.end();
        }
    }

    @Override
    public void fail(Failure failure) {
        if (!over()) {
            next.fail(failure);
        }
    }

    @Override
    public void cancelled() {
        if (!over()) {
            next.cancelled();
        }
    }

    /** Whether it was over already; from now on it is. */
    private boolean over() {
        boolean before = over;
        over = true;
        calls.remove(this);
        return before;
    }
}
