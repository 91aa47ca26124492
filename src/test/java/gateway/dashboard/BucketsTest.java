package gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Percentiles of a span of time come from the buckets that the meters have. */
class BucketsTest {
    private static final double[] BOUNDS = {10, 100, 1_000};

    @Test
    void spreadsABucketEvenly() {
        Buckets buckets = new Buckets(BOUNDS, new double[] {0, 10, 0, 0});

        assertThat(buckets.quantile(0.5)).isCloseTo(55, within(1e-9));
        assertThat(buckets.quantile(1)).isCloseTo(100, within(1e-9));
    }

    @Test
    void namesTheLastBoundForWhatIsBeyond() {
        assertThat(new Buckets(BOUNDS, new double[] {1, 0, 0, 9}).quantile(0.99))
                .isEqualTo(1_000);
    }

    @Test
    void hasNothingToSayOfNothing() {
        assertThat(new Buckets(BOUNDS, new double[4]).quantile(0.5)).isNull();
    }

    @Test
    void tellsWhatWasAddedSince() {
        Buckets before = new Buckets(BOUNDS, new double[] {1, 2, 3, 4});
        Buckets now = new Buckets(BOUNDS, new double[] {1, 5, 3, 4});

        assertThat(now.since(before)).isEqualTo(new Buckets(BOUNDS, new double[] {0, 3, 0, 0}));
        assertThat(now.since(null)).isEqualTo(now);
    }

    @Test
    void readsThemFromTheMeters() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (String deployment : new String[] {"one", "two"}) {
            Timer timer = Timer.builder("gen_ai.client.operation.duration")
                    .tag("serai.deployment", deployment)
                    .tag("error.type", deployment.equals("two") ? "failed" : "")
                    .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(100))
                    .register(meters);
            timer.record(Duration.ofMillis(50));
            timer.record(Duration.ofMillis(500));
        }
        Figures read = new MeterReader(meters).read();

        assertThat(read.times().get("latency")).isEqualTo(new Buckets(new double[] {10, 100}, new double[] {0, 2, 2}));
        assertThat(read.counts()).isEqualTo(Map.of("calls|one", 2.0, "calls|two", 2.0, "broken|two|failed", 2.0));
        assertThat(read.since(read).counts()).isEmpty();
    }
}
