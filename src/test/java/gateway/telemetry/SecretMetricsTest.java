package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.StoreException;
import gateway.model.Redacted;
import gateway.secret.SecretCache;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What Prometheus gets to see of credentials. */
class SecretMetricsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SecretCache secrets = new SecretCache(
            provider -> {
                if (broken.get()) {
                    throw new StoreException("the store is down");
                }
                return new Redacted("zx82marker");
            },
            Set.of("acme"),
            Duration.ofMinutes(5),
            Runnable::run,
            nanos::get);

    @Test
    void countsReadingsByTheirResult() {
        SecretMetrics.register(secrets, meters);
        secrets.load(Duration.ofSeconds(1));
        secrets.refreshNow("acme");
        broken.set(true);
        secrets.refreshNow("acme");

        assertThat(meters.scrape())
                .contains("serai_secret_refresh_total{provider=\"acme\",result=\"changed\"} 1.0")
                .contains("serai_secret_refresh_total{provider=\"acme\",result=\"unchanged\"} 1.0")
                .contains("serai_secret_refresh_total{provider=\"acme\",result=\"absent\"} 0.0")
                .contains("serai_secret_refresh_total{provider=\"acme\",result=\"failed\"} 1.0")
                .doesNotContain("zx82marker");
    }

    @Test
    void showsTheAgeOnceThereIsOne() {
        SecretMetrics.register(secrets, meters);
        assertThat(meters.scrape()).contains("serai_secret_age_seconds{provider=\"acme\"} NaN");

        secrets.load(Duration.ofSeconds(1));
        nanos.set(Duration.ofMillis(2_500).toNanos());

        assertThat(meters.scrape()).contains("serai_secret_age_seconds{provider=\"acme\"} 2.5");
    }
}
