package gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.call.CallGate;
import gateway.call.Rests;
import gateway.call.Walk;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switches;
import gateway.latency.Latencies;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A call whose credential is refused is made again with another one, and is still one attempt. */
class CallProviderTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Deployment SONNET = Examples.deployment("sonnet-1");
    private static final Failure REFUSED = Failure.of(Kind.OUR_FAULT, 401, "invalid_api_key");

    private final List<Duration> waits = new ArrayList<>();
    private Switches switches = Switches.NONE;
    private long nanos = 1_000;
    private int calls;

    @Test
    void callsAgainWithAnotherCredential() {
        Walk walk = call(1, patience -> true);

        assertThat(walk.attempts()).singleElement().isInstanceOf(Attempt.Answered.class);
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void countsOnlyTheLastCallAsTheProvidersTime() {
        Walk walk = call(1, patience -> true);

        assertThat(walk.attempts().getFirst().providerNanos()).isEqualTo(1_000_000);
    }

    @Test
    void isOurFaultWhereThereIsNoOther() {
        Walk walk = call(1, patience -> false);

        assertThat(walk.attempts()).containsExactly(new Attempt.Failed(SONNET, 1_000_000, REFUSED));
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void givesUpAfterTheSecondRepetition() {
        Walk walk = call(9, patience -> true);

        assertThat(walk.attempts()).containsExactly(new Attempt.Failed(SONNET, 1_000_000, REFUSED));
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void waitsUntilTheDeadlineAtMost() {
        call(1, patience -> false);

        assertThat(waits).containsExactly(Duration.ofMillis(999));
    }

    @Test
    void looksAtTheSwitchesBeforeItCallsAgain() {
        Walk walk = call(1, patience -> {
            switches = Switches.NONE.with(
                    new Switch(Switch.Scope.MODEL, "sonnet", "a test", Switch.Mode.DRAIN, "tester", NOW, null));
            return true;
        });

        assertThat(walk.attempts())
                .containsExactly(new Attempt.Failed(SONNET, 0, Failure.of(Kind.NOT_CALLED, "switched_off")));
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void doesNotCountACallThatHadNoCredential() {
        Failure none = Failure.of(Kind.OUR_FAULT, CallProvider.NO_CREDENTIAL);

        Walk walk = call((chat, deployment, required, timeout) -> {
            throw new RefusedCredentialException(none, patience -> false);
        });

        assertThat(walk.attempts()).containsExactly(new Attempt.Failed(SONNET, 0, none));
    }

    /** Calls a provider that refuses so many calls, each after a millisecond, and then answers. */
    private Walk call(int refusals, Predicate<Duration> renewal) {
        return call((chat, deployment, required, timeout) -> {
            calls++;
            nanos += 1_000_000;
            if (calls <= refusals) {
                throw new RefusedCredentialException(REFUSED, patience -> {
                    waits.add(patience);
                    return renewal.test(patience);
                });
            }
            return new Provider.Reply(Examples.whole("Hello", null), List.of());
        });
    }

    private Walk call(Provider provider) {
        CallProvider stage = new CallProvider(
                Map.of(SONNET.provider(), provider),
                new CallGate(() -> switches, () -> NOW, Set.of(SONNET.endpoint().getHost())),
                new ActiveCalls(new LiveSwitches(), () -> NOW, (by, streaming) -> {}),
                new Latencies(Duration.ofSeconds(1), any -> Duration.ofSeconds(1)),
                new Rests(() -> nanos),
                () -> nanos,
                Duration.ofSeconds(1));
        Plan plan = Examples.plan(SONNET);
        return stage.apply(new Walk(Examples.decision(plan), List.of(), SONNET, List.of()));
    }
}
