package gateway.call;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.OnDeadline;
import gateway.model.Receiver;
import gateway.model.Request;
import gateway.model.Stream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The push stage at which a deadline ends a stream. Confined to one event loop. */
final class TimedStream implements Receiver {
    private final Request.Chat request;
    private final boolean early;
    private final Stream source;
    private final Receiver next;
    private @Nullable Runnable forget;
    private boolean finished;
    private boolean over;

    /**
     * Takes what it stands between.
     *
     * @param soft whether the stream may end early instead of being cut
     */
    TimedStream(Request.Chat request, boolean soft, OnDeadline then, Stream source, Receiver next) {
        this.request = request;
        // one end cannot stand for several answers
        this.early = soft && then == OnDeadline.FINISH && !request.rest().containsKey("n");
        this.source = source;
        this.next = next;
    }

    /** Ends it later, on its own event loop. */
    void wakeBy(Alarms alarms, Duration left) {
        forget = alarms.in(left, () -> request.call().relay().execute(this::late));
    }

    @Override
    public void next(Event event) {
        if (over) {
            return;
        }
        for (Chunk chunk : event.chunks()) {
            finished |= chunk instanceof Chunk.Finished;
        }
        next.next(event);
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

    /** What the provider says to being given up is not passed on. */
    private void late() {
        if (over()) {
            return;
        }
        source.cancel();
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

    /** Whether it was over already; from now on it is. */
    private boolean over() {
        boolean before = over;
        over = true;
        Runnable alarm = forget;
        if (!before && alarm != null) {
            alarm.run();
        }
        return before;
    }
}
