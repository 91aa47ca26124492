package gateway.telemetry;

import gateway.secret.CachedSecret;
import gateway.secret.Refresh;
import gateway.secret.SecretCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/** Shows how fresh the providers' credentials are, and nothing of what they are. */
public final class SecretMetrics {
    private SecretMetrics() {}

    /** Shows every credential. */
    public static void register(SecretCache secrets, MeterRegistry meters) {
        secrets.all().forEach(secret -> {
            for (Refresh result : Refresh.values()) {
                FunctionCounter.builder(Names.SECRET_REFRESH, secret, each -> each.count(result))
                        .description("Readings of a provider's credential")
                        .tag("provider", secret.provider())
                        .tag("result", result.name().toLowerCase(Locale.ROOT))
                        .register(meters);
            }
            Gauge.builder(Names.SECRET_AGE, secret, SecretMetrics::seconds)
                    .description("Since a provider's credential was read with success")
                    .baseUnit("seconds")
                    .tag("provider", secret.provider())
                    .register(meters);
        });
    }

    private static double seconds(CachedSecret secret) {
        Duration age = secret.age();
        return age == null ? Double.NaN : age.toMillis() / 1_000.0;
    }
}
