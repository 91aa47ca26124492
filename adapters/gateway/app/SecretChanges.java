package gateway.app;

import gateway.secret.SecretCache;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has a provider's credential read again, once there is somebody who can. Thread-safe. */
final class SecretChanges implements Consumer<String> {
    private final AtomicReference<@Nullable SecretCache> cache = new AtomicReference<>();

    /** Takes who reads credentials. */
    void attach(SecretCache secrets) {
        cache.set(secrets);
    }

    /** The credential of a provider has changed. */
    @Override
    public void accept(String provider) {
        SecretCache secrets = cache.get();
        if (secrets != null && secrets.of(provider) != null) {
            secrets.refreshNow(provider);
        }
    }
}
