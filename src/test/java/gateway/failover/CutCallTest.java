package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.call.CallGate;
import gateway.call.HostGate;
import gateway.call.Rests;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.latency.Latencies;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Receiver;
import gateway.model.Residency;
import gateway.model.Stream;
import gateway.provider.CallProvider;
import gateway.provider.Provider;
import gateway.residency.EuHosts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a provider's answer when a kill switch cuts the call at that very moment. */
class CutCallTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Deployment DEPLOYMENT = Walks.deployment("in.test", Residency.EU);
    private static final Answer WHOLE = new Answer.Whole(Walks.COMPLETION, null);

    private final LiveSwitches switches = new LiveSwitches();
    private final ActiveCalls calls = new ActiveCalls(switches, () -> NOW, (by, streaming) -> {});

    @Test
    void aStreamThatComesTooLateIsNotHandedOn() {
        Attempt attempt = call((chat, target, required, timeout) -> {
            cut();
            return new Provider.Reply(new Answer.Streamed(new Silent()), List.of());
        });

        assertCut(attempt);
    }

    @Test
    void aWholeAnswerThatIsThereAndPaidForIsHandedOn() {
        Attempt attempt = call((chat, target, required, timeout) -> {
            cut();
            return new Provider.Reply(WHOLE, List.of());
        });

        assertThat(attempt).isInstanceOf(Attempt.Answered.class);
    }

    @Test
    void aProviderThatGivesUpHasBeenCut() {
        Attempt attempt = call((chat, target, required, timeout) -> {
            cut();
            assertThat(chat.call().cancellation().isCancelled()).isTrue();
            throw new FailedException(Failure.of(Kind.CANCELLED, "cancelled"));
        });

        assertCut(attempt);
    }

    private void assertCut(Attempt attempt) {
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.of(Kind.CUT, "switched_off")));
        assertThat(attempt.called()).isTrue();
        assertThat(calls.size()).isZero();
    }

    private void cut() {
        Switch thrown =
                new Switch(Switch.Scope.DEPLOYMENT, DEPLOYMENT.id(), "a test", Switch.Mode.CUT, "tester", NOW, null);
        switches.take(new StoredSwitches(1, 1, 0, List.of(thrown), List.of()));
    }

    private Attempt call(Provider provider) {
        CallProvider stage = new CallProvider(
                Map.of(DEPLOYMENT.provider(), provider),
                new CallGate(switches, () -> NOW, new HostGate(Set.of("in.test"), new EuHosts(Set.of("in.test")))),
                calls,
                new Latencies(Duration.ofSeconds(1), any -> Duration.ofSeconds(1)),
                new Rests(() -> 0),
                () -> 0,
                Duration.ofSeconds(1));
        return stage.apply(Walks.inEu(DEPLOYMENT)).attempts().getLast();
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
