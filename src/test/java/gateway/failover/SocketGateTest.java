package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.call.CallGate;
import gateway.call.HostGate;
import gateway.call.Rests;
import gateway.call.Walk;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switches;
import gateway.latency.Latencies;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Residency;
import gateway.provider.CallProvider;
import gateway.provider.Provider;
import gateway.residency.EuHosts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nothing reaches a provider that may not, even where every stage before has let it through by mistake. */
class SocketGateTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Set<String> HOSTS = Set.of("eu.api.openai.com", "out.test");

    private static final Set<String> DECLARED = Set.of("elsewhere.test");

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void callsWhatMayBeCalled() {
        Attempt attempt = call(Switches.NONE, Walks.deployment("eu.api.openai.com", Residency.EU));

        assertThat(attempt).isInstanceOf(Attempt.Answered.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void catchesAPlaceOutsideTheEu() {
        Attempt attempt = call(Switches.NONE, Walks.deployment("out.test", Residency.ANY));

        assertThat(attempt).isEqualTo(notCalled("out.test", Residency.ANY, "not_in_region"));
        assertThat(calls).hasValue(0);
    }

    @Test
    void catchesAPlaceThatOnlyClaimsToBeInTheEu() {
        Attempt attempt = call(Switches.NONE, Walks.deployment("out.test", Residency.EU));

        assertThat(attempt).isEqualTo(notCalled("out.test", Residency.EU, "not_in_region"));
        assertThat(calls).hasValue(0);
    }

    @Test
    void catchesAHostThatIsNotListed() {
        Attempt attempt = call(Switches.NONE, Walks.deployment("elsewhere.test", Residency.EU));

        assertThat(attempt).isEqualTo(notCalled("elsewhere.test", Residency.EU, "host_not_allowed"));
        assertThat(calls).hasValue(0);
    }

    @Test
    void catchesWhatWasSwitchedOffMeanwhile() {
        Switches off = Switches.NONE.with(
                new Switch(Switch.Scope.MODEL, "some-model", "a test", Switch.Mode.DRAIN, "tester", NOW, null));

        Attempt attempt = call(off, Walks.deployment("eu.api.openai.com", Residency.EU));

        assertThat(attempt).isEqualTo(notCalled("eu.api.openai.com", Residency.EU, "switched_off"));
        assertThat(calls).hasValue(0);
    }

    /** A walk of an EU tenant's request whose turn is given to the deployment, as a broken stage might. */
    private Attempt call(Switches switches, Deployment deployment) {
        Provider provider = (chat, target, required, timeout) -> {
            calls.incrementAndGet();
            return new Provider.Reply(new Answer.Whole(Walks.COMPLETION, null), java.util.List.of());
        };
        CallProvider stage = new CallProvider(
                Map.of(deployment.provider(), provider),
                new CallGate(() -> switches, () -> NOW, new HostGate(HOSTS, new EuHosts(DECLARED))),
                new ActiveCalls(new LiveSwitches(), () -> NOW, (by, streaming) -> {}),
                new Latencies(Duration.ofSeconds(1), any -> Duration.ofSeconds(1)),
                new Rests(() -> 0),
                () -> 0,
                Duration.ofSeconds(1));
        Walk walk = Walks.inEu(deployment);
        return stage.apply(walk).attempts().getLast();
    }

    private static Attempt notCalled(String host, Residency residency, String code) {
        return new Attempt.Failed(Walks.deployment(host, residency), 0, Failure.of(Kind.NOT_CALLED, code));
    }
}
