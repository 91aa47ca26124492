package gateway.app;

import gateway.Ticker;
import gateway.model.Redacted;
import gateway.secret.CachedSecret;
import gateway.secret.SecretCache;
import gateway.secret.SecretSource;
import gateway.settings.SsoSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own secret at the identity provider: from where the providers' credentials are kept, or else from the
 * settings. It is read with a login, if the last reading is too old; a login waits for it for two seconds. Thread-safe.
 */
final class SsoSecret implements Supplier<@Nullable Redacted> {
    /** Its name among the credentials of providers. */
    static final String ID = SsoSettings.SECRET;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SsoSettings sso;
    private final Duration ttl;
    private final @Nullable SecretCache cache;

    /**
     * Reads nothing yet.
     *
     * @param store where secrets are kept; null = in the settings alone
     * @param ttl after so long it is read again
     */
    SsoSecret(SsoSettings sso, @Nullable SecretSource store, Duration ttl, Ticker ticker) {
        this.sso = sso;
        this.ttl = ttl;
        this.cache =
                store == null ? null : new SecretCache(store, List.of(ID), ttl, Thread::startVirtualThread, ticker);
    }

    @Override
    public @Nullable Redacted get() {
        SecretCache known = cache;
        if (known == null) {
            return sso.clientSecret();
        }
        CachedSecret secret = Objects.requireNonNull(known.of(ID));
        Duration age = secret.age();
        if (age == null || age.compareTo(ttl) >= 0) {
            known.load(PATIENCE);
        }
        Redacted stored = secret.current().value();
        return stored != null ? stored : sso.clientSecret();
    }
}
