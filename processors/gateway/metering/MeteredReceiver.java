package gateway.metering;

import gateway.metering.Ended.Exit;
import gateway.model.Attempt;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The push stage that counts a stream. Where another deployment goes on with a broken one, each is counted by itself,
 * and the client is told the sum, as it is charged. Confined to one event loop.
 */
final class MeteredReceiver implements Receiver {
    private final Meter meter;
    private final Stream source;
    private final Receiver next;
    private final FormTally form;
    private Outcome outcome;
    private int handovers;
    private LegTally leg = new LegTally();
    /** What deployments before this one have used; null while the first one answers. */
    private @Nullable Usage before;

    MeteredReceiver(Meter meter, Outcome outcome, Stream source, Receiver next) {
        this.meter = meter;
        this.outcome = outcome;
        this.source = source;
        this.next = next;
        this.form = new FormTally(outcome.chat());
    }

    @Override
    public void next(Event event) {
        List<Chunk> chunks = event.chunks();
        leg.add(chunks);
        for (Chunk chunk : chunks) {
            form.add(chunk);
            if (chunk instanceof Chunk.Handover handover) {
                take(handover);
            }
        }
        next.next(before == null ? event : summed(event, before));
    }

    @Override
    public void flush() {
        next.flush();
    }

    @Override
    public void end() {
        close(Exit.COMPLETE, null);
        next.end();
    }

    @Override
    public void fail(Failure failure) {
        close(Exit.FAILED, failure);
        next.fail(failure);
    }

    @Override
    public void cancelled() {
        close(Exit.CANCELLED, null);
        next.cancelled();
    }

    private void take(Chunk.Handover handover) {
        outcome = handover.outcome();
        if (handover.goesOn()) {
            leg = new LegTally();
            handovers++;
            before = used(outcome.attempts());
        }
    }

    private boolean isSeen(Stream.Course course) {
        return course.handovers() == handovers
                && course.outcome().attempts().size() == outcome.attempts().size();
    }

    private static Usage used(List<Attempt> attempts) {
        Usage all = Usage.NONE;
        for (Attempt attempt : attempts) {
            if (attempt instanceof Attempt.Failed failed && failed.used() != null) {
                all = all.plus(failed.used());
            }
        }
        return all;
    }

    private static Event summed(Event event, Usage before) {
        List<Chunk> chunks = new ArrayList<>(event.chunks().size());
        boolean told = false;
        for (Chunk chunk : event.chunks()) {
            boolean usage = chunk instanceof Chunk.UsageSeen;
            told |= usage;
            chunks.add(chunk instanceof Chunk.UsageSeen seen ? new Chunk.UsageSeen(before.plus(seen.usage())) : chunk);
        }
        return told ? new Event(chunks, null) : event;
    }

    private void close(Exit exit, @Nullable Failure failure) {
        long endNanos = meter.now();
        // a stage before this one may have ended the stream while another deployment was looked for, or had just begun
        source.whenKnown(course -> {
            if (course == null || isSeen(course)) {
                meter.ended(outcome, exit, failure, endNanos, leg, form.form());
            } else {
                meter.ended(course, exit, failure, endNanos, form.form());
            }
        });
    }
}
