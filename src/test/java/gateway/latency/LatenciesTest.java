package gateway.latency;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Examples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final Duration MINIMUM = Duration.ofMillis(1500);
    private static final Duration INITIAL = Duration.ofSeconds(10);
    private static final Deployment SONNET = Examples.deployment("sonnet-a");

    private final Latencies latencies = new Latencies(MINIMUM, any -> INITIAL);

    @Test
    void waitsTheInitialTimeUntilFiftyCallsWereSeen() {
        learn(49, 1_000);
        Duration before = latencies.timeout(SONNET, 100);
        learn(1, 1_000);

        assertThat(before).isEqualTo(INITIAL);
        assertThat(latencies.timeout(SONNET, 100)).isNotEqualTo(INITIAL);
    }

    @Test
    void waitsThreeTimesTheNinetyNinthPercentile() {
        learn(98, 100);
        learn(2, 2_000);

        Duration timeout = latencies.timeout(SONNET, 100);

        assertThat(timeout).isBetween(Duration.ofSeconds(6), Duration.ofMillis(7_500));
    }

    @Test
    void neverWaitsLessThanTheMinimum() {
        learn(100, 10);

        assertThat(latencies.timeout(SONNET, 100)).isEqualTo(MINIMUM);
    }

    @Test
    void learnsPromptsOfDifferentSizesApart() {
        learn(100, 2_000);

        assertThat(latencies.timeout(SONNET, 100_000)).isEqualTo(INITIAL);
        assertThat(latencies.timeout(SONNET, 127)).isEqualTo(latencies.timeout(SONNET, 64));
    }

    @Test
    void forgetsWhatIsOld() {
        learn(1_000, 5_000);
        learn(20_000, 100);

        assertThat(latencies.timeout(SONNET, 100)).isEqualTo(MINIMUM);
    }

    @Test
    void movesTheTypicalTimeByAnEighth() {
        latencies.learn("a", 1, 800);
        latencies.learn("a", 1, 1_600);

        assertThat(latencies.typicalNanos("a")).isEqualTo(900);
        assertThat(latencies.typicalNanos("b")).isZero();
    }

    @Test
    void keepsTimesBeyondTheScaleInTheLastBucket() {
        learn(60, Duration.ofHours(1).toMillis());

        assertThat(latencies.timeout(SONNET, 100)).isGreaterThan(Duration.ofHours(1));
    }

    private void learn(int times, long millis) {
        for (int i = 0; i < times; i++) {
            latencies.learn(SONNET.id(), 100, millis * 1_000_000);
        }
    }
}
