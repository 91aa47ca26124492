package gateway.call;

import gateway.Stage;
import gateway.Ticker;
import gateway.latency.Latencies;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Call;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Plan;
import gateway.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the deployment whose turn it is and, when its first token is later than nineteen of twenty were before, the next
 * one too. Who answers first serves; the other one is given up and stands among the attempts, with what it may have
 * cost. Both turns are given by {@link NextAttempt}, so that the second one is reserved, and passes residency and
 * switches, as any other.
 *
 * <p>Opt-in by the name that is asked for, and capped: {@link HedgeShares}.
 *
 * @see <a href="https://research.google/pubs/the-tail-at-scale/">Dean and Barroso, The Tail at Scale: hedged
 *     requests</a>
 */
public final class Hedge implements Stage<Walk, Walk> {
    /** Why the slower one was given up. */
    static final Failure LOST = Failure.of(Failure.Kind.CANCELLED, "hedge_lost");

    private static final double LATE = 0.95;

    private final Leg leg;
    private final Stage<Walk, Walk> next;
    private final HedgeShares shares;
    private final Latencies latencies;
    private final Ticker ticker;
    private final Executor blocking;

    /**
     * Takes what it works with.
     *
     * @param leg makes one attempt
     * @param next gives the second one its turn
     * @param shares how often there may be a second one
     * @param latencies tell when a first token is late
     * @param ticker the time
     * @param blocking runs attempts side by side
     */
    public Hedge(
            Leg leg,
            Stage<Walk, Walk> next,
            HedgeShares shares,
            Latencies latencies,
            Ticker ticker,
            Executor blocking) {
        this.leg = leg;
        this.next = next;
        this.shares = shares;
        this.latencies = latencies;
        this.ticker = ticker;
        this.blocking = blocking;
    }

    /** Makes one attempt. Thread-safe. */
    @FunctionalInterface
    public interface Leg {
        /**
         * The walk with one more attempt, by the deployment whose turn it is. May block.
         *
         * @throws RefusedException if the whole call is refused
         */
        Walk attempt(Walk walk);
    }

    @Override
    public Walk apply(Walk walk) {
        Plan plan = walk.decision().plan();
        Long late =
                latencies.percentile(Latencies.Of.FIRST_TOKEN, walk.turn().id(), Conclude.bytes(plan.request()), LATE);
        if (walk.attempts().isEmpty()) {
            shares.count(plan.request().model());
        }
        if (late == null || walk.left().isEmpty()) {
            return leg.attempt(walk);
        }
        BlockingQueue<Run> done = new LinkedBlockingQueue<>();
        Run first = run(walk, done);
        try {
            if (done.poll(late, TimeUnit.NANOSECONDS) != null) {
                return first.walk();
            }
            Run second = second(walk, first, done);
            return second == null ? done.take().walk() : better(walk, first, second, done);
        } catch (InterruptedException e) {
            first.giveUp();
            Thread.currentThread().interrupt();
            return walk.tried(
                    new Attempt.Failed(walk.turn(), first.nanos(), Failure.of(Failure.Kind.CANCELLED, "stopped")));
        }
    }

    /** Starts the second one, if one may be asked. */
    private @Nullable Run second(Walk walk, Run first, BlockingQueue<Run> done) {
        String name = walk.decision().plan().request().model();
        if (!shares.take(name)) {
            return null;
        }
        try {
            // what the first one may have cost counts as sunk, so the second one is reserved on top
            Walk under = new Walk(
                    walk.decision(), walk.left(), null, with(walk.attempts(), lost(first)), walk.soFar(), true);
            Walk turn = next.apply(under);
            if (covers(walk, turn.turn())) {
                return run(turn, done);
            }
        } catch (RefusedException e) {
            // nobody else may be asked
        }
        shares.giveBack(name);
        return null;
    }

    /**
     * Whether there is also room for the other outcome: that the first one serves, and the second one has cost a
     * little.
     */
    private static boolean covers(Walk walk, Deployment second) {
        Attempt.Failed lost = new Attempt.Failed(second, 1, LOST);
        return walk.decision().plan().reservation().begin(walk.turn(), with(walk.attempts(), lost)) == null;
    }

    private Walk better(Walk walk, Run first, Run second, BlockingQueue<Run> done) throws InterruptedException {
        Run sooner = done.take();
        Run other = sooner == first ? second : first;
        if (!sooner.answered()) {
            // it has failed: the other one is all there is
            Run last = done.take();
            return joined(walk, first, second, last.answered() ? last : second);
        }
        other.giveUp();
        if (other == first) {
            // at least so long: else those that lose would look fast
            latencies.learn(
                    first.deployment().id(),
                    Conclude.bytes(walk.decision().plan().request()),
                    first.nanos());
        }
        return joined(walk, first, second, sooner);
    }

    /** One walk of both: the other one's attempt stands before that of whoever serves. */
    private static Walk joined(Walk walk, Run first, Run second, Run serving) {
        Run other = serving == first ? second : first;
        List<Attempt> attempts = new ArrayList<>(walk.attempts());
        attempts.add(other.failed() ? other.last() : lost(other));
        // turns that passed without a call when the second one was looked for
        List<Attempt> passed = second.asked().attempts();
        attempts.addAll(passed.subList(walk.attempts().size() + 1, passed.size()));
        attempts.add(serving.last());
        return new Walk(walk.decision(), second.asked().left(), null, attempts, walk.soFar(), true);
    }

    private Run run(Walk walk, BlockingQueue<Run> done) {
        Run run = new Run(walk, ticker);
        blocking.execute(() -> {
            run.attempt(leg);
            done.add(run);
        });
        return run;
    }

    private static Attempt.Failed lost(Run run) {
        return new Attempt.Failed(run.deployment(), run.nanos(), LOST);
    }

    private static List<Attempt> with(List<Attempt> attempts, Attempt more) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(more);
        return all;
    }

    /** One attempt, on a thread of its own. Thread-safe. */
    private static final class Run {
        private final Walk asked;
        private final Ticker ticker;
        private final long started;
        private final CancelSignal giveUp = new CancelSignal();
        private volatile @Nullable Walk result;
        private volatile @Nullable RuntimeException refused;

        Run(Walk walk, Ticker ticker) {
            Call call = walk.decision().plan().request().call();
            call.cancellation().onCancel(giveUp::cancel);
            this.asked = walk;
            this.ticker = ticker;
            this.started = ticker.nanos();
        }

        void attempt(Leg leg) {
            Plan plan = asked.decision().plan();
            Plan own = plan.again(plan.request().with(plan.request().call().with(giveUp)), plan.time());
            Walk alone = asked.of(asked.decision().with(own));
            try {
                Walk walk = leg.attempt(alone);
                result = walk.of(asked.decision());
                drop(walk);
            } catch (RuntimeException e) {
                refused = e;
            }
        }

        /** An answer that came when it was given up already is not wanted. */
        private void drop(Walk walk) {
            if (giveUp.isCancelled()
                    && walk.attempts().getLast() instanceof Attempt.Answered answered
                    && answered.answer() instanceof Answer.Streamed streamed) {
                relay(streamed.stream()::cancel);
            }
        }

        void giveUp() {
            giveUp.cancel();
            Walk walk = result;
            if (walk != null) {
                drop(walk);
            }
        }

        private void relay(Runnable task) {
            asked.decision().plan().request().call().relay().execute(task);
        }

        Walk asked() {
            return asked;
        }

        Deployment deployment() {
            return asked.turn();
        }

        /** Since it began; at least 1. */
        long nanos() {
            return Math.max(1, ticker.nanos() - started);
        }

        boolean failed() {
            return result != null && !answered();
        }

        boolean answered() {
            Walk walk = result;
            return walk != null && !walk.isUnanswered();
        }

        Attempt last() {
            return walk().attempts().getLast();
        }

        /** Once it is over. */
        Walk walk() {
            Walk walk = result;
            if (walk != null) {
                return walk;
            }
            RuntimeException cause = refused;
            throw cause != null ? cause : new IllegalStateException("the attempt is still under way");
        }
    }
}
