package gateway.call;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.OnDeadline;
import gateway.model.Receiver;
import gateway.model.Request;
import gateway.model.Stream;
import gateway.stream.UntilStopped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The push stage at which a deadline ends a stream. Confined to one event loop. */
final class TimedStream {
    private final Request request;
    private final boolean early;
    private final Receiver next;
    private final UntilStopped stage;
    private @Nullable Runnable forget;
    private boolean finished;

    /**
     * Takes what it stands between.
     *
     * @param soft whether the stream may end early instead of being cut
     */
    TimedStream(Request request, boolean soft, OnDeadline then, Stream source, Receiver next) {
        this.request = request;
        // one end cannot stand for several answers
        this.early = soft && then == OnDeadline.FINISH && !request.rest().containsKey("n");
        this.next = next;
        this.stage = new UntilStopped(source, next, this::look, this::forget);
    }

    /** Takes the events. */
    Receiver receiver() {
        return stage;
    }

    /** Ends it later, on its own event loop. */
    void wakeBy(Alarms alarms, Duration left) {
        forget = alarms.in(left, () -> request.call().relay().execute(this::late));
    }

    private void look(Event event) {
        for (Chunk chunk : event.chunks()) {
            finished |= chunk instanceof Chunk.Finished;
        }
    }

    private void late() {
        if (!stage.stop()) {
            return;
        }
        if (finished) {
            // nothing is missing but the count of its tokens
            next.end();
        } else if (early) {
            next.next(new Event(List.of(new Chunk.Finished(FinishReason.DEADLINE, null)), null));
            next.end();
        } else {
            next.fail(Failure.OUT_OF_TIME);
        }
    }

    private void forget() {
        Runnable alarm = forget;
        if (alarm != null) {
            alarm.run();
        }
    }
}
