package gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Chunk;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.OnDeadline;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.model.TimeBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObeyDeadlineTest {
    private static final Deployment SERVED = Examples.deployment("a");
    private static final Duration SOFT = Duration.ofSeconds(2);
    private static final Duration HARD = Duration.ofSeconds(3);

    private final List<Object> told = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private @Nullable Runnable alarm;
    private boolean forgotten;
    private boolean cancelled;
    private @Nullable Receiver provider;

    @Test
    void endsEarlyAtTheSoftDeadlineAndGivesTheProviderUp() {
        run(ObeyDeadline.soft(this::set, () -> 500_000_000), OnDeadline.FINISH);
        text("One ");

        ring();
        text("too late");
        provider().cancelled();

        assertThat(delays).containsExactly(SOFT.minusMillis(500));
        assertThat(told)
                .containsExactly(new Chunk.TextDelta("One "), new Chunk.Finished(FinishReason.DEADLINE, null), "end");
        assertThat(cancelled).isTrue();
    }

    @Test
    void failsAtTheSoftDeadlineWhereThatIsWanted() {
        run(ObeyDeadline.soft(this::set, () -> 0), OnDeadline.ERROR);

        ring();

        assertThat(told).containsExactly(Failure.OUT_OF_TIME);
    }

    @Test
    void cutsAtTheHardDeadlineWhateverIsWanted() {
        run(ObeyDeadline.hard(this::set, () -> 0), OnDeadline.FINISH);

        ring();

        assertThat(delays).containsExactly(HARD);
        assertThat(told).containsExactly(Failure.OUT_OF_TIME);
        assertThat(cancelled).isTrue();
    }

    @Test
    void endsCleanlyWhereOnlyTheCountOfTokensIsMissing() {
        run(ObeyDeadline.hard(this::set, () -> 0), OnDeadline.ERROR);
        Chunk.Finished finished = new Chunk.Finished(FinishReason.STOP, null);
        provider().next(new Event(List.of(finished), null));

        ring();

        assertThat(told).containsExactly(finished, "end");
    }

    @Test
    void forgetsTheAlarmOnceAllHasCome() {
        run(ObeyDeadline.soft(this::set, () -> 0), OnDeadline.FINISH);
        provider().end();

        assertThat(forgotten).isTrue();
        ring();
        assertThat(told).containsExactly("end");
    }

    @Test
    void leavesCallsAloneThatHaveNoSoftDeadline() {
        Outcome outcome = outcome(new TimeBudget(0, SOFT, null, HARD, OnDeadline.FINISH));

        assertThat(ObeyDeadline.soft(this::set, () -> 0).apply(outcome)).isSameAs(outcome);
    }

    private void run(ObeyDeadline stage, OnDeadline then) {
        Outcome timed = stage.apply(outcome(new TimeBudget(0, SOFT, SOFT, HARD, then)));
        ((Answer.Streamed) timed.served().answer()).stream().start(new Told());
    }

    private Outcome outcome(TimeBudget time) {
        Plan plan = Examples.plan(SERVED);
        Decision decision = new Decision(plan.again(plan.request(), time), List.of(SERVED), "test", 1);
        Attempt.Answered served = new Attempt.Answered(SERVED, 1, new Answer.Streamed(new Source()), List.of());
        return new Outcome(decision, served, List.of(served), 0);
    }

    private Runnable set(Duration delay, Runnable action) {
        delays.add(delay);
        alarm = action;
        return () -> forgotten = true;
    }

    private void ring() {
        Objects.requireNonNull(alarm).run();
    }

    private Receiver provider() {
        return Objects.requireNonNull(provider);
    }

    private void text(String text) {
        provider().next(new Event(List.of(new Chunk.TextDelta(text)), null));
    }

    private final class Source implements Stream {
        @Override
        public void start(Receiver receiver) {
            provider = receiver;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final class Told implements Receiver {
        @Override
        public void next(Event event) {
            told.addAll(event.chunks());
        }

        @Override
        public void flush() {}

        @Override
        public void end() {
            told.add("end");
        }

        @Override
        public void fail(Failure failure) {
            told.add(failure);
        }

        @Override
        public void cancelled() {
            told.add("cancelled");
        }
    }
}
