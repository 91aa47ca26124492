package gateway.decision;

import gateway.Ticker;
import gateway.killswitch.SwitchSource;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.metering.Spent;
import gateway.model.Plan;
import gateway.model.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what is to be kept of every call, answered or refused, for the {@link DecisionWriter} to write. The queue
 * between the two is bounded: when it is full, records are lost, and no call waits. Thread-safe.
 */
public final class DecisionRecorder implements EndListener {
    /** Records a second of requests that belong to no tenant; all of them are in the metrics. */
    static final int STRANGERS = 10;

    private final SwitchSource switches;
    private final InstantSource clock;
    private final Ticker ticker;
    private final int capacity;
    private final LossListener losses;
    private final Queue<CallFacts> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final PerSecond strangers = new PerSecond(STRANGERS);

    /**
     * Makes a recorder with an empty queue.
     *
     * @param switches for their revision
     * @param clock tells when calls were received
     * @param ticker by which calls were received
     * @param capacity records that may wait to be written
     * @param losses is told of records that find no place in the queue
     */
    public DecisionRecorder(
            SwitchSource switches, InstantSource clock, Ticker ticker, int capacity, LossListener losses) {
        this.switches = switches;
        this.clock = clock;
        this.ticker = ticker;
        this.capacity = capacity;
        this.losses = losses;
    }

    @Override
    public void ended(Ended end) {
        long received = end.outcome().request().call().receivedNanos();
        offer(CallFacts.of(end, at(received), switches.current().revision()));
    }

    /**
     * A request was refused.
     *
     * @param id the request id
     * @param status HTTP status that the client is told
     * @param code our code
     * @param cause what led to it; null for a fault of ours
     * @param spent what its attempts may have cost
     */
    public void refused(String id, int status, String code, @Nullable RefusedException cause, List<Spent> spent) {
        Plan plan = cause == null ? null : cause.plan();
        long now = ticker.nanos();
        long received = plan == null ? now : plan.request().call().receivedNanos();
        long revision = switches.current().revision();
        offer(CallFacts.of(id, at(received), status, code, cause, spent, now - received, revision));
    }

    /** Records that wait to be written. */
    public int waiting() {
        return waiting.get();
    }

    /** Takes out the oldest records. */
    List<CallFacts> take(int limit) {
        List<CallFacts> taken = new ArrayList<>(Math.min(limit, waiting.get()));
        while (taken.size() < limit) {
            CallFacts next = queue.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        waiting.addAndGet(-taken.size());
        return taken;
    }

    /** Strangers get half of the queue and ten records a second, so that they neither take places nor fill disks. */
    private void offer(CallFacts facts) {
        if (!facts.isTenants() && !strangers.take(ticker.nanos())) {
            return;
        }
        if (waiting.incrementAndGet() > (facts.isTenants() ? capacity : capacity / 2)) {
            waiting.decrementAndGet();
            losses.lost(1, null);
        } else {
            queue.add(facts);
        }
    }

    private Instant at(long receivedNanos) {
        return clock.instant().minusNanos(ticker.nanos() - receivedNanos);
    }
}
