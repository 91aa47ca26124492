package gateway.call;

import static gateway.call.Walks.EQUAL;
import static gateway.call.Walks.LARGE;
import static gateway.call.Walks.SMALL;
import static gateway.call.Walks.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.Switches;
import gateway.latency.Latencies;
import gateway.model.Cancellation;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Failure.Kind;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextAttemptTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Plan PLAN = Examples.plan(SMALL, EQUAL, LARGE);
    private static final Deployment EU = Examples.deployment("eu", Residency.EU, 0, 1);

    private final AtomicLong nanos = new AtomicLong(2_000);
    private final AtomicReference<Switches> switches = new AtomicReference<>(Switches.NONE);
    private final Rests rests = new Rests(nanos::get);
    private final Latencies latencies = new Latencies(Duration.ofSeconds(1), any -> Duration.ofSeconds(1));
    private final TimeShare time = new TimeShare(latencies, nanos::get);
    private final NextAttempt next = next(6);

    @Test
    void givesTheTurnToTheBest() {
        Walk walk = next.apply(new StartWalk(new HedgeShares(Map.of())).apply(Examples.decision(PLAN)));

        assertThat(walk.turn()).isEqualTo(SMALL);
        assertThat(walk.left()).containsExactly(EQUAL, LARGE);
        assertThat(walk.isUnanswered()).isTrue();
    }

    @Test
    void endsAtTheDeadlineAndTellsHowLongItTook() {
        nanos.set(PLAN.deadlineNanos());

        assertRefused(next, Walks.walk(PLAN, List.of(SMALL)), new Refusal.DeadlineExceeded(Duration.ofSeconds(1)));
    }

    @Test
    void goesOnUntilTheDeadline() {
        nanos.set(PLAN.deadlineNanos() - 1);

        assertThat(next.apply(Walks.walk(PLAN, List.of(SMALL))).turn()).isEqualTo(SMALL);
    }

    @Test
    void stopsAfterTheMostAttempts() {
        Walk walk = Walks.walk(
                PLAN, List.of(LARGE), failed(SMALL, Kind.BROKEN, "http_500"), failed(EQUAL, Kind.TIMEOUT, "slow"));

        assertRefused(next(2), walk, new Refusal.AllProvidersFailed(List.of("small: http_500", "equal: slow")));
        assertThat(next(3).apply(walk).turn()).isEqualTo(LARGE);
    }

    @Test
    void countsOnlyRealCallsAsAttempts() {
        Walk walk = Walks.walk(
                PLAN,
                List.of(LARGE),
                Walks.resting(SMALL, Duration.ofSeconds(3)),
                failed(EQUAL, Kind.BROKEN, "http_500"));

        assertThat(next(2).apply(walk).turn()).isEqualTo(LARGE);
    }

    @Test
    void triesOnlyLargerWindowsAfterAPromptThatWasTooLong() {
        Walk walk = next.apply(
                Walks.walk(PLAN, List.of(EQUAL, LARGE), failed(SMALL, Kind.CONTEXT_LENGTH, "context_length_exceeded")));

        assertThat(walk.turn()).isEqualTo(LARGE);
        assertThat(walk.attempts().getLast().called()).isFalse();
    }

    @Test
    void tellsTheLargestWindowWhenThePromptFitsNone() {
        Walk walk = Walks.walk(PLAN, List.of(EQUAL), failed(SMALL, Kind.CONTEXT_LENGTH, "context_length_exceeded"));

        assertRefused(next, walk, new Refusal.ContextLengthExceeded(100_000));
    }

    @Test
    void passesOverWhatRests() {
        rests.rest(SMALL, Duration.ofSeconds(5));

        assertThat(next.apply(Walks.walk(PLAN, List.of(SMALL, EQUAL))).turn()).isEqualTo(EQUAL);
    }

    @Test
    void tellsTheShortestRestWhenEverythingRests() {
        rests.rest(SMALL, Duration.ofSeconds(9));
        rests.rest(EQUAL, Duration.ofSeconds(4));

        assertRefused(
                next,
                Walks.walk(PLAN, List.of(SMALL, EQUAL)),
                new Refusal.RateLimited("the providers' rate limits", Duration.ofSeconds(4)));
    }

    @Test
    void stopsAtAFaultOfTheClient() {
        Walk walk = Walks.walk(PLAN, List.of(LARGE), Walks.refused(SMALL, Kind.CLIENT_FAULT, 422, "bad schema"));

        assertThatThrownBy(() -> next.apply(walk))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal())
                                .isInstanceOfSatisfying(Refusal.ProviderRejected.class, rejected -> {
                                    assertThat(rejected.status()).isEqualTo(422);
                                    assertThat(rejected.toString()).doesNotContain("bad schema");
                                }));
    }

    @Test
    void stopsWhenTheClientHasLeft() {
        Request.Chat gone = Examples.chat(Examples.call(Wishes.NONE, null, new Gone()), "sonnet", false);
        Plan plan = Examples.plan(gone, Examples.ANYWHERE, SMALL);

        assertRefused(next, Walks.walk(plan, List.of(SMALL)), new Refusal.ClientGone());
    }

    @Test
    void tellsWhatNobodyCanDo() {
        Walk walk = Walks.walk(PLAN, List.of(), Walks.refused(SMALL, Kind.UNSUPPORTED, 0, "no audio here"));

        assertRefused(next, walk, new Refusal.UnsupportedFeature("no audio here"));
    }

    @Test
    void readsTheSwitchesAnewForEveryTurn() {
        Walk first = next.apply(Walks.walk(PLAN, List.of(SMALL, EQUAL)));
        switches.set(Switches.NONE.with(new Switch(Scope.MODEL, "sonnet", "x", Mode.DRAIN, "tester", NOW, null)));

        assertRefused(
                next,
                first.tried(Walks.resting(SMALL, Duration.ofSeconds(1))),
                new Refusal.AllProvidersFailed(List.of("small: resting", "equal: switched_off")));
        assertRefused(next, Walks.walk(PLAN, List.of(SMALL, EQUAL)), new Refusal.SwitchedOff("sonnet"));
    }

    @ParameterizedTest
    @CsvSource({"GLOBAL, all, global/all", "TENANT, demo, tenant/demo", "ROUTE, openai-chat, route/openai-chat"})
    void triesNothingElseOnceTheWholeRequestIsSwitchedOff(Scope scope, String name, String path) {
        switches.set(Switches.NONE.with(new Switch(scope, name, "x", Mode.CUT, "tester", NOW, null)));

        assertRefused(
                next,
                Walks.walk(PLAN, List.of(EQUAL), failed(SMALL, Kind.BROKEN, "http_500")),
                new Refusal.SwitchedOff(path));
    }

    @Test
    void triesTheNextDeploymentWhenOnlyTheOneThatWasCalledIsCut() {
        switches.set(Switches.NONE.with(new Switch(Scope.DEPLOYMENT, "small", "x", Mode.CUT, "tester", NOW, null)));
        Walk cut = Walks.walk(PLAN, List.of(EQUAL), failed(SMALL, Kind.CUT, "switched_off"));

        assertThat(next.apply(cut).turn()).isEqualTo(EQUAL);
        assertRefused(
                next,
                Walks.walk(PLAN, List.of(), failed(SMALL, Kind.CUT, "switched_off")),
                new Refusal.SwitchedOff("sonnet"));
    }

    @Test
    void tellsWhatWasDecidedWhenItRefuses() {
        assertThatThrownBy(() -> next.apply(Walks.walk(PLAN, List.of(), failed(SMALL, Kind.BROKEN, "http_500"))))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.decision()).isEqualTo(Examples.decision(PLAN));
                    assertThat(e.plan()).isEqualTo(PLAN);
                    assertThat(e.attempts()).hasSize(1);
                });
    }

    @Test
    void neverLeavesTheRegionOnTheWay() {
        Plan european = Examples.plan(Examples.chat(false), Examples.EUROPEAN, EU);

        Walk walk = next.apply(Walks.walk(european, List.of(SMALL, EU)));

        assertThat(walk.turn()).isEqualTo(EU);
    }

    @Test
    void callsOnlyHostsOnTheList() {
        CallGate gate = new CallGate(switches::get, () -> NOW, Set.of("api.openai.com"));
        NextAttempt strict = new NextAttempt(gate, rests, nanos::get, time, 6);

        assertRefused(
                strict,
                Walks.walk(PLAN, List.of(SMALL)),
                new Refusal.AllProvidersFailed(List.of("small: host_not_allowed")));
    }

    private NextAttempt next(int maxAttempts) {
        CallGate gate = new CallGate(switches::get, () -> NOW, Set.of("api.anthropic.com", "eu.api.openai.com"));
        return new NextAttempt(gate, rests, nanos::get, time, maxAttempts);
    }

    private static void assertRefused(NextAttempt next, Walk walk, Refusal refusal) {
        assertThatThrownBy(() -> next.apply(walk))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    /** A client that has left. */
    private static final class Gone implements Cancellation {
        @Override
        public boolean isCancelled() {
            return true;
        }

        @Override
        public void onCancel(Runnable action) {
            action.run();
        }
    }
}
