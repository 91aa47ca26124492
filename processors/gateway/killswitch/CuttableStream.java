package gateway.killswitch;

import gateway.model.Chunk;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.stream.UntilStopped;
import org.jspecify.annotations.Nullable;

/**
 * The push stage at which a kill switch, or the end of the process, ends a stream. Confined to one event loop, but for
 * {@link #cut}.
 */
final class CuttableStream implements Cuttable {
    private final ActiveCalls calls;
    private final Receiver next;
    private final UntilStopped stage;
    private volatile Outcome outcome;

    CuttableStream(ActiveCalls calls, Outcome outcome, Stream source, Receiver next) {
        this.calls = calls;
        this.outcome = outcome;
        this.next = next;
        this.stage = new UntilStopped(source, next, this::look, () -> calls.remove(this));
    }

    /** Takes the events. */
    Receiver receiver() {
        return stage;
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

    void end(Failure cause, @Nullable Switch by) {
        if (stage.stop()) {
            calls.told(by, true);
            next.fail(cause);
        }
    }

    private void look(Event event) {
        for (Chunk chunk : event.chunks()) {
            if (chunk instanceof Chunk.Handover handover) {
                outcome = handover.outcome();
                calls.moved(this);
            }
        }
    }
}
