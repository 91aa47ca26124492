package gateway.call;

import gateway.Stage;
import gateway.Ticker;
import gateway.killswitch.Switch;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the turn to the next deployment that may be called now and whose worst case could be reserved, or ends the walk
 * with the refusal that tells the true cause.
 */
public final class NextAttempt implements Stage<Walk, Walk> {
    private final CallGate gate;
    private final Rests rests;
    private final Ticker ticker;
    private final TimeShare time;
    private final int maxAttempts;

    /**
     * Takes what decides about a turn.
     *
     * @param gate residency, switches and hosts
     * @param rests used-up rate limits
     * @param ticker for the deadline
     * @param time what is left of it
     * @param maxAttempts calls to providers that one request may cause
     */
    public NextAttempt(CallGate gate, Rests rests, Ticker ticker, TimeShare time, int maxAttempts) {
        this.gate = gate;
        this.rests = rests;
        this.ticker = ticker;
        this.time = time;
        this.maxAttempts = maxAttempts;
    }

    @Override
    public Walk apply(Walk walk) {
        Failure last = lastFailure(walk);
        if (walk.decision().plan().request().call().cancellation().isCancelled()
                || (last != null
                        && (last.kind() == Kind.CLIENT_FAULT
                                || (last.kind() == Kind.CANCELLED && !last.equals(Hedge.LOST))
                                || last.equals(Failure.SHUTTING_DOWN)))) {
            throw WalkEnd.refusal(walk);
        }
        Switch off = gate.off(walk.decision().plan());
        if (off != null) {
            throw WalkEnd.refuse(walk, new Refusal.SwitchedOff(off.path()));
        }
        if (ticker.nanos() >= walk.decision().plan().deadlineNanos()) {
            throw WalkEnd.late(walk, ticker);
        }
        int tooSmall = largestTooSmall(walk);
        List<Attempt> attempts = new ArrayList<>(walk.attempts());
        List<Deployment> left = time.order(walk);
        for (int i = 0; i < left.size() && called(walk) < maxAttempts; i++) {
            Deployment next = left.get(i);
            Failure against = against(walk, next, tooSmall);
            if (against == null) {
                return walk.at(next, left.subList(i + 1, left.size()), attempts);
            }
            attempts.add(new Attempt.Failed(next, 0, against));
        }
        throw WalkEnd.refusal(new Walk(walk.decision(), List.of(), null, attempts));
    }

    private @Nullable Failure against(Walk walk, Deployment next, int tooSmall) {
        Failure closed = gate.against(walk.decision().plan(), next);
        if (closed != null) {
            return closed;
        }
        if (next.contextTokens() <= tooSmall) {
            return Failure.of(Kind.CONTEXT_LENGTH, "window_too_small");
        }
        Duration rest = rests.left(next);
        if (!rest.isZero()) {
            return new Failure(Kind.RATE_LIMITED, 0, "resting", null, rest);
        }
        return walk.decision().plan().reservation().begin(next, walk.attempts());
    }

    private static @Nullable Failure lastFailure(Walk walk) {
        return !walk.attempts().isEmpty() && walk.attempts().getLast() instanceof Attempt.Failed failed
                ? failed.failure()
                : null;
    }

    /** The largest window for which the prompt was too long; 0 if for none. */
    private static int largestTooSmall(Walk walk) {
        int largest = 0;
        for (Attempt attempt : walk.attempts()) {
            if (attempt instanceof Attempt.Failed failed && failed.failure().kind() == Kind.CONTEXT_LENGTH) {
                largest = Math.max(largest, failed.deployment().contextTokens());
            }
        }
        return largest;
    }

    private static int called(Walk walk) {
        int called = 0;
        for (Attempt attempt : walk.attempts()) {
            if (attempt.called()) {
                called++;
            }
        }
        return called;
    }
}
