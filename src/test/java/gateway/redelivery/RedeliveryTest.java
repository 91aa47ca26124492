package gateway.redelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be cured by waiting is waited for; what fails is tried so often and no more. */
class RedeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Redelivery.Rules RULES =
            new Redelivery.Rules(4, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(6));

    private final Redelivery redelivery = new Redelivery(RULES, InstantSource.fixed(NOW), new Random(7));

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 409, 413, 422})
    void sendsWhatNoRetryCures(int status) {
        assertThat(redelivery.decide(status, null, History.begun(NOW))).isEqualTo(new Fate.Answered());
    }

    @ParameterizedTest
    @CsvSource({"500, true", "502, true", "504, true", "429, false", "503, false"})
    void countsFailuresAndNoLimits(int status, boolean counted) {
        Fate fate = redelivery.decide(status, Duration.ofSeconds(2), new History(2, 5, NOW));

        assertThat(fate).isInstanceOf(Fate.Again.class);
        History next = ((Fate.Again) fate).history();
        assertThat(next).isEqualTo(new History(counted ? 3 : 2, 6, NOW));
    }

    @Test
    void waitsForTheFirstAttemptAtTheSameRequest() {
        assertThat(redelivery.decide(409, Duration.ofSeconds(1), History.begun(NOW)))
                .isInstanceOf(Fate.Again.class);
    }

    @Test
    void givesUpAfterTheLastFailure() {
        assertThat(redelivery.decide(502, null, new History(3, 3, NOW))).isEqualTo(new Fate.GivenUp(Fate.Why.FAILED));
    }

    @Test
    void givesUpWhatIsTooOld() {
        History old = new History(0, 900, NOW.minus(Duration.ofHours(6)));

        assertThat(redelivery.decide(429, null, old)).isEqualTo(new Fate.GivenUp(Fate.Why.EXPIRED));
        assertThat(redelivery.decide(200, null, old)).isEqualTo(new Fate.Answered());
    }

    @Property
    void doublesTheDelayWithinItsBounds(@ForAll @IntRange(min = 0, max = 99) int failures) {
        Redelivery patient = new Redelivery(
                new Redelivery.Rules(101, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(6)),
                InstantSource.fixed(NOW),
                new Random(failures));
        long doubled = Math.min(300_000, 1_000L << Math.min(failures, 20));

        Fate fate = patient.decide(502, null, new History(failures, failures, NOW));

        assertThat(((Fate.Again) fate).delay().toMillis()).isBetween(doubled / 2, doubled);
    }

    @Property
    void comesAgainWhenItIsToldAndNotAllAtOnce(@ForAll @LongRange(min = 0, max = 10_000) long seconds) {
        Fate limited = redelivery.decide(429, Duration.ofSeconds(seconds), History.begun(NOW));
        Fate off = redelivery.decide(503, Duration.ofSeconds(seconds), History.begun(NOW));

        assertThat(((Fate.Again) limited).delay())
                .isBetween(
                        min(Duration.ofSeconds(seconds), Redelivery.LONGEST_DELAY),
                        min(Duration.ofSeconds(seconds).multipliedBy(5).dividedBy(4), Redelivery.LONGEST_DELAY));
        assertThat(((Fate.Again) off).delay())
                .isLessThanOrEqualTo(RULES.maxDelay().multipliedBy(5).dividedBy(4));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
