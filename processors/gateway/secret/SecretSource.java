package gateway.secret;

import gateway.model.Redacted;
import org.jspecify.annotations.Nullable;

/**
 * Where the credentials of providers are kept. Calls block, so that no request of a client may make one. Thread-safe.
 */
@FunctionalInterface
public interface SecretSource {
    /**
     * A provider's credential as of now: a key, or the JSON of a service account; null if there is none.
     *
     * @throws gateway.control.StoreException if it cannot be read, with a message that shows nothing of it
     */
    @Nullable Redacted read(String provider);
}
