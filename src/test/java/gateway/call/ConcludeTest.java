package gateway.call;

import static gateway.call.Walks.LARGE;
import static gateway.call.Walks.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.latency.Latencies;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Call;
import gateway.model.Echo;
import gateway.model.Examples;
import gateway.model.Failure.Kind;
import gateway.model.Json;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Stream;
import gateway.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConcludeTest {
    private static final Plan PLAN = Examples.plan(SMALL, LARGE);

    private final Latencies latencies = new Latencies(Duration.ofSeconds(1), any -> Duration.ofSeconds(9));
    private final Conclude conclude = new Conclude(latencies, () -> 10_000);

    @Test
    void makesTheLastAttemptTheOutcome() {
        Attempt.Answered answered = answered(Examples.whole("Hi", Usage.of(1, 1)));

        Outcome outcome =
                conclude.apply(Walks.walk(PLAN, List.of(), Walks.failed(SMALL, Kind.BROKEN, "http_500"), answered));

        assertThat(outcome.served()).isEqualTo(answered);
        assertThat(outcome.attempts()).hasSize(2);
        assertThat(outcome.readyNanos()).isEqualTo(10_000);
    }

    @Test
    void learnsFromStreamsOnly() {
        conclude.apply(Walks.walk(PLAN, List.of(), answered(Examples.whole("Hi", null))));
        long afterWhole = latencies.typicalNanos("large");
        conclude.apply(Walks.walk(PLAN, List.of(), answered(new Answer.Streamed(new Silent()))));

        assertThat(afterWhole).isZero();
        assertThat(latencies.typicalNanos("large")).isEqualTo(5_000);
    }

    @Test
    void knowsTheSizeOfARequestThatIsWrittenAnew() {
        Call call = Examples.call().with(new Echo("resp_1", Json.EMPTY_OBJECT, 700, null));
        Request.Chat chat = Examples.chat(call, "sonnet", false);
        Request.Chat anew = chat.rewritten(chat.messages(), List.of(), null, List.of(), Map.of());

        assertThat(Conclude.bytes(chat)).isEqualTo(40);
        assertThat(Conclude.bytes(anew)).isEqualTo(700);
        assertThat(Conclude.bytes(anew.with(Examples.call()))).isZero();
    }

    @Test
    void takesNoWalkWithoutAnAnswer() {
        Walk walk = Walks.walk(PLAN, List.of(), Walks.failed(SMALL, Kind.BROKEN, "http_500"));

        assertThatThrownBy(() -> conclude.apply(walk)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void notesAFailureThatTheBreakerHasCounted() {
        Walk walk = new Walk(Examples.decision(PLAN), List.of(LARGE), SMALL, List.of());
        Attempt.Failed failed = Walks.failed(SMALL, Kind.TIMEOUT, "first_token");

        Walk after = new CountFailure().apply(walk, new AttemptFailedException(failed));

        assertThat(after.attempts()).containsExactly(failed);
        assertThat(after.isUnanswered()).isTrue();
    }

    @Test
    void notesAFaultOfTheRouteAsATurnWithoutACall() {
        Walk walk = new Walk(Examples.decision(PLAN), List.of(LARGE), SMALL, List.of());

        Walk after = new CountFailure().apply(walk, new IllegalStateException("x"));

        assertThat(after.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.called()).isFalse();
            assertThat(attempt)
                    .isInstanceOfSatisfying(
                            Attempt.Failed.class,
                            one -> assertThat(one.failure().code()).isEqualTo("fault"));
        });
    }

    @Test
    void letsARefusalThrough() {
        Walk walk = new Walk(Examples.decision(PLAN), List.of(LARGE), SMALL, List.of());
        RefusedException refused = new RefusedException(new Refusal.Internal());

        assertThatThrownBy(() -> new CountFailure().apply(walk, refused)).isSameAs(refused);
    }

    private static Attempt.Answered answered(Answer answer) {
        return new Attempt.Answered(LARGE, 5_000, answer, List.of());
    }

    /** A stream that says nothing. */
    private static final class Silent implements Stream {
        @Override
        public void start(Receiver receiver) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }
}
