package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.StoreException;
import gateway.model.Redacted;
import gateway.secret.SecretSource;
import gateway.settings.SsoSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the secret of the login by an identity provider comes from, and when it is read. */
class SsoSecretTest {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Redacted SET = new Redacted("of the settings");

    private final AtomicReference<@Nullable String> stored = new AtomicReference<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void comesFromTheSettingsWhereThereIsNoStore() {
        assertThat(new SsoSecret(settings(SET), null, TTL, nanos::get).get()).isEqualTo(SET);
        assertThat(new SsoSecret(settings(null), null, TTL, nanos::get).get()).isNull();
    }

    @Test
    void comesFromTheStoreAndIsReadAgainInTime() {
        SsoSecret secret = new SsoSecret(settings(SET), this::read, TTL, nanos::get);
        stored.set("first");
        assertThat(secret.get()).isEqualTo(new Redacted("first"));
        stored.set("second");
        assertThat(secret.get()).isEqualTo(new Redacted("first"));
        assertThat(readings).hasValue(1);

        nanos.addAndGet(TTL.toNanos());

        assertThat(secret.get()).isEqualTo(new Redacted("second"));
        assertThat(readings).hasValue(2);
    }

    @Test
    void comesFromTheSettingsWhereTheStoreHasNone() {
        assertThat(new SsoSecret(settings(SET), this::read, TTL, nanos::get).get())
                .isEqualTo(SET);
        assertThat(readings).hasValue(1);
    }

    @Test
    void staysWhileTheStoreIsDown() {
        AtomicReference<SecretSource> source = new AtomicReference<>(this::read);
        SsoSecret secret = new SsoSecret(settings(null), id -> source.get().read(id), TTL, nanos::get);
        stored.set("first");
        assertThat(secret.get()).isEqualTo(new Redacted("first"));
        source.set(id -> {
            throw new StoreException("down");
        });

        nanos.addAndGet(TTL.toNanos());

        assertThat(secret.get()).isEqualTo(new Redacted("first"));
    }

    private @Nullable Redacted read(String id) {
        assertThat(id).isEqualTo("sso");
        readings.incrementAndGet();
        String text = stored.get();
        return text == null ? null : new Redacted(text);
    }

    private static SsoSettings settings(@Nullable Redacted secret) {
        return new SsoSettings(
                URI.create("https://login.example.com"),
                "serai",
                secret,
                URI.create("https://serai.example.com"),
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null);
    }
}
