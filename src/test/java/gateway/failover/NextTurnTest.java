package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.call.CallGate;
import gateway.call.NextAttempt;
import gateway.call.Rests;
import gateway.call.TimeShare;
import gateway.call.Walk;
import gateway.killswitch.Switches;
import gateway.latency.Latencies;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whose turn it is after a failure. */
class NextTurnTest {
    private static final Deployment SMALL = Walks.deployment("small", "a.test", Residency.ANY, 1_000);
    private static final Deployment SAME = Walks.deployment("same", "a.test", Residency.ANY, 1_000);
    private static final Deployment LARGE = Walks.deployment("large", "a.test", Residency.ANY, 2_000);

    private final AtomicLong nanos = new AtomicLong();
    private final Rests rests = new Rests(nanos::get);
    private final NextAttempt stage = new NextAttempt(
            new CallGate(() -> Switches.NONE, () -> Instant.EPOCH, Set.of("a.test")),
            rests,
            nanos::get,
            new TimeShare(new Latencies(Duration.ZERO, any -> Duration.ZERO), nanos::get),
            2);

    @Test
    void takesAPromptThatIsTooLongToALargerWindowOnly() {
        Walk walk = Walks.after(List.of(failed(SMALL, 5, Kind.CONTEXT_LENGTH)), List.of(SAME, LARGE));

        Walk next = stage.apply(walk);

        assertThat(next.turn()).isEqualTo(LARGE);
    }

    @Test
    void saysHowLargeTheLargestWindowIsWhereNoneIsLargeEnough() {
        Walk walk = Walks.after(List.of(failed(SMALL, 5, Kind.CONTEXT_LENGTH)), List.of(SAME));

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> stage.apply(walk));

        assertThat(refused.refusal()).isEqualTo(new Refusal.ContextLengthExceeded(1_000));
    }

    @Test
    void passesOverARestingDeploymentWithoutCountingItAsATry() {
        rests.rest(SMALL, Duration.ofSeconds(1));
        rests.rest(SAME, Duration.ofSeconds(1));
        Walk walk = Walks.after(List.of(), List.of(SMALL, SAME, LARGE));

        Walk next = stage.apply(walk);

        assertThat(next.turn()).isEqualTo(LARGE);
        assertThat(next.attempts()).hasSize(2).noneMatch(Attempt::called);
    }

    @Test
    void callsADeploymentAgainOnceItHasRested() {
        rests.rest(SMALL, Duration.ofSeconds(1));
        nanos.set(Duration.ofSeconds(1).toNanos());

        Walk next = stage.apply(Walks.after(List.of(), List.of(SMALL)));

        assertThat(next.turn()).isEqualTo(SMALL);
    }

    @Test
    void lets429OfOneProviderRestNoOther() {
        rests.rest(SMALL, null);

        assertThat(rests.left(SMALL)).isEqualTo(Duration.ofSeconds(5));
        assertThat(rests.left(SAME)).isZero();
    }

    @Test
    void triesNoMoreThanItMay() {
        Walk walk = Walks.after(List.of(failed(SMALL, 5, Kind.BROKEN), failed(SAME, 5, Kind.BROKEN)), List.of(LARGE));

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> stage.apply(walk));

        assertThat(refused.refusal())
                .isEqualTo(new Refusal.AllProvidersFailed(List.of("small-1: a_code", "same-1: a_code")));
    }

    private static Attempt failed(Deployment deployment, long nanos, Kind kind) {
        return new Attempt.Failed(deployment, nanos, Failure.of(kind, "a_code"));
    }
}
