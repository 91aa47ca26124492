package gateway.call;

import gateway.metering.LegTally;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Redacted;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that may be handed over to another deployment when its own breaks off. Confined to one event loop; only the
 * walk runs elsewhere.
 */
final class ContinuedStream implements Stream {
    private final KeepGoing parts;
    private final Request.Chat asked;
    private final CancelSignal giveUp = new CancelSignal();
    private final Progress progress;
    private Outcome outcome;
    private Stream source;
    private boolean paused;
    private boolean walking;
    private boolean cancelled;
    private int handovers;
    private LegTally tally = new LegTally();
    private @Nullable Consumer<@Nullable Course> known;

    ContinuedStream(KeepGoing parts, Request.Chat asked, Outcome outcome, Stream source) {
        this.parts = parts;
        this.asked = asked;
        this.outcome = outcome;
        this.source = source;
        this.progress = new Progress(asked);
    }

    @Override
    public void start(Receiver to) {
        source.start(new Leg(to, null));
    }

    @Override
    public void pause() {
        paused = true;
        if (!walking) {
            source.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (!walking) {
            source.resume();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (walking) {
            giveUp.cancel();
        } else {
            source.cancel();
        }
    }

    @Override
    public void whenKnown(Consumer<@Nullable Course> action) {
        if (walking) {
            known = action;
        } else {
            LegTally.Told told = tally.told(parts.estimate(), outcome);
            action.accept(new Course(outcome, handovers, told.usage(), told.estimated()));
        }
    }

    private void broken(Leg leg, Failure failure) {
        if (cancelled) {
            leg.to.cancelled();
        } else if (progress.isFinished()) {
            leg.to.end();
        } else if (progress.allows(failure)) {
            walking = true;
            leg.to.flush();
            BrokenOff broken = broken(failure);
            parts.run(() -> walk(leg.to, broken, failure));
        } else {
            leg.to.fail(failure);
        }
    }

    private BrokenOff broken(Failure failure) {
        List<Attempt> attempts = new ArrayList<>(outcome.attempts());
        Attempt served = attempts.removeLast();
        attempts.add(new Attempt.Failed(
                served.deployment(),
                Math.max(1, served.providerNanos()),
                failure,
                tally.told(parts.estimate(), outcome).usage()));
        Plan plan = outcome.decision().plan();
        Request request = plan.request().with(plan.request().call().with(giveUp));
        Plan again = plan.again(request, plan.time().firstBy(parts.firstTokenBy()));
        return new BrokenOff(outcome, again, attempts, new Redacted(progress.text()));
    }

    /** Runs on a thread that may block. */
    private void walk(Receiver to, BrokenOff broken, Failure failure) {
        Outcome next;
        try {
            next = parts.after(broken);
        } catch (RefusedException e) {
            relay(() -> nobody(to, e.attempts().isEmpty() ? broken.attempts() : e.attempts(), failure));
            return;
        } catch (RuntimeException e) {
            relay(() -> nobody(to, broken.attempts(), failure));
            return;
        }
        relay(() -> handedOver(to, next));
    }

    private void relay(Runnable task) {
        outcome.request().call().relay().execute(task);
    }

    private void handedOver(Receiver to, Outcome next) {
        walking = false;
        outcome = new Outcome(outcome.decision(), next.served(), next.attempts(), outcome.readyNanos());
        tell(to, true);
        source = ((Answer.Streamed) next.served().answer()).stream();
        Seam seam = GoOn.seam(asked, progress.text(), next.served().deployment());
        tally = new LegTally();
        handovers++;
        source.start(new Leg(to, seam));
        if (cancelled) {
            source.cancel();
        } else if (paused) {
            source.pause();
        }
        known();
    }

    /** Nobody goes on: the first failure is what the client is told, and what was tried meanwhile is counted. */
    private void nobody(Receiver to, List<Attempt> tried, Failure failure) {
        walking = false;
        List<Attempt> attempts = new ArrayList<>(tried);
        // the one that broke off last still counts as the one that answers
        attempts.remove(outcome.attempts().size() - 1);
        attempts.add(outcome.served());
        outcome = new Outcome(outcome.decision(), outcome.served(), attempts, outcome.readyNanos());
        tell(to, false);
        if (cancelled) {
            to.cancelled();
        } else {
            to.fail(failure);
        }
        known();
    }

    private void known() {
        Consumer<@Nullable Course> waiting = known;
        if (waiting != null) {
            known = null;
            whenKnown(waiting);
        }
    }

    private void tell(Receiver to, boolean goesOn) {
        to.next(new Event(List.of(new Chunk.Handover(outcome, goesOn)), null));
    }

    /** One deployment's part of the answer. */
    private final class Leg implements Receiver {
        private final Receiver to;
        private final @Nullable Seam seam;

        Leg(Receiver to, @Nullable Seam seam) {
            this.to = to;
            this.seam = seam;
        }

        @Override
        public void next(Event event) {
            tally.add(event.chunks());
            Event shown = seam == null ? event : joined(event, seam);
            progress.add(shown.chunks());
            if (seam == null || !shown.chunks().isEmpty()) {
                to.next(shown);
            }
        }

        @Override
        public void flush() {
            to.flush();
        }

        @Override
        public void end() {
            rest();
            to.end();
        }

        @Override
        public void fail(Failure failure) {
            rest();
            broken(this, failure);
        }

        @Override
        public void cancelled() {
            to.cancelled();
        }

        private void rest() {
            String rest = seam == null ? "" : seam.end();
            if (!rest.isEmpty()) {
                Event event = new Event(List.of(new Chunk.TextDelta(rest)), null);
                progress.add(event.chunks());
                to.next(event);
            }
        }

        /** Only what goes on with the text; bytes of another answer would not fit to what was sent. */
        private Event joined(Event event, Seam at) {
            List<Chunk> chunks = new ArrayList<>(event.chunks().size());
            for (Chunk chunk : event.chunks()) {
                switch (chunk) {
                    case Chunk.TextDelta delta -> add(chunks, at.add(delta.text()));
                    case Chunk.Finished finished -> {
                        add(chunks, at.end());
                        chunks.add(finished);
                    }
                    case Chunk.ToolCallStarted call -> {
                        add(chunks, at.end());
                        chunks.add(call);
                    }
                    case Chunk.Started started -> {}
                    case Chunk.ThinkingDelta thinking -> {}
                    case Chunk.ThinkingSignature seal -> {}
                    case Chunk.RedactedThinkingBlock block -> {}
                    case Chunk.ToolCallArguments arguments -> chunks.add(arguments);
                    case Chunk.UsageSeen usage -> chunks.add(usage);
                    case Chunk.Handover handover -> chunks.add(handover);
                    case Chunk.Done done -> chunks.add(done);
                }
            }
            return new Event(chunks, null);
        }

        private static void add(List<Chunk> chunks, String text) {
            if (!text.isEmpty()) {
                chunks.add(new Chunk.TextDelta(text));
            }
        }
    }
}
