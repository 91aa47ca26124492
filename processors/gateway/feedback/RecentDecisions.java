package gateway.feedback;

import gateway.Ticker;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Context;
import gateway.model.Decision;
import gateway.model.Plan;
import gateway.model.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last decisions of this process, so that feedback can be given while their records still wait to be written. The
 * oldest makes room for the newest. Thread-safe.
 */
public final class RecentDecisions implements EndListener {
    private final InstantSource clock;
    private final Ticker ticker;
    private final AtomicReferenceArray<@Nullable Decided> ring;
    private final AtomicLong next = new AtomicLong();
    private final Map<String, Decided> byId = new ConcurrentHashMap<>();
    private final Map<Answer, Decided> byAnswer = new ConcurrentHashMap<>();

    /**
     * Makes an empty one.
     *
     * @param clock tells when calls were received
     * @param ticker by which calls were received
     * @param capacity decisions that are held
     */
    public RecentDecisions(InstantSource clock, Ticker ticker, int capacity) {
        this.clock = clock;
        this.ticker = ticker;
        this.ring = new AtomicReferenceArray<>(capacity);
    }

    /** An answer as its client knows it. */
    private record Answer(String tenant, String completion) {
        /** Shows no words of a provider. */
        @Override
        public String toString() {
            return "Answer[" + tenant + "]";
        }
    }

    @Override
    public void ended(Ended end) {
        hold(of(end, at(end.outcome().request().call().receivedNanos())));
    }

    /** A request was refused; of strangers nothing is held. */
    public void refused(String id, @Nullable RefusedException cause) {
        Plan plan = cause == null ? null : cause.plan();
        if (cause != null && plan != null && !plan.tenant().id().isEmpty()) {
            Decision decision = cause.decision();
            hold(new Decided(
                    id,
                    plan.tenant().id(),
                    null,
                    null,
                    decision == null ? Context.NONE : decision.routing().context(),
                    at(plan.request().call().receivedNanos())));
        }
    }

    /**
     * Finds a decision of a tenant; null if there is none among the last ones.
     *
     * @param id the decision's id, or that of its answer
     */
    public @Nullable Decided find(String tenant, String id) {
        Decided found = byId.get(id);
        if (found != null && found.tenant().equals(tenant)) {
            return found;
        }
        return byAnswer.get(new Answer(tenant, id));
    }

    /** What feedback needs to know of a call that was answered. */
    static Decided of(Ended end, Instant at) {
        Decision decision = end.outcome().decision();
        return new Decided(
                end.outcome().request().call().id(),
                decision.plan().tenant().id(),
                CompletionIds.of(end),
                end.outcome().served().deployment().model(),
                decision.routing().context(),
                at);
    }

    /** First into the maps, then into the ring, so that whoever takes it out of the ring finds it in the maps. */
    private void hold(Decided decided) {
        // the first word on a call holds, as it does in its record
        byId.putIfAbsent(decided.id(), decided);
        Answer answer = answer(decided);
        if (answer != null) {
            byAnswer.put(answer, decided);
        }
        Decided before = ring.getAndSet((int) (next.getAndIncrement() % ring.length()), decided);
        if (before != null) {
            byId.remove(before.id(), before);
            Answer gone = answer(before);
            if (gone != null) {
                byAnswer.remove(gone, before);
            }
        }
    }

    private static @Nullable Answer answer(Decided decided) {
        return decided.completion() == null ? null : new Answer(decided.tenant(), decided.completion());
    }

    private Instant at(long receivedNanos) {
        return clock.instant().minusNanos(ticker.nanos() - receivedNanos);
    }
}
