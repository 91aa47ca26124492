package gateway.provider.google;

import gateway.model.Redacted;
import java.net.Proxy;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Access tokens by the service account's key that holds now. Thread-safe. */
public final class GoogleTokens {
    private final @Nullable Proxy proxy;
    private final ScheduledExecutorService background;
    private final InstantSource clock;
    private final AtomicReference<@Nullable GoogleToken> last = new AtomicReference<>();

    /**
     * Fetches nothing yet.
     *
     * @param proxy the way out, if there is only one
     * @param background runs the renewals, which block for as long as the token endpoint takes
     * @param clock tells when a token is too old
     */
    public GoogleTokens(@Nullable Proxy proxy, ScheduledExecutorService background, InstantSource clock) {
        this.proxy = proxy;
        this.background = background;
        this.clock = clock;
    }

    /**
     * The tokens of a key, for {@code Authorization}; those of the key before are not renewed any more.
     *
     * @param key a service account's key in JSON
     */
    public Supplier<Redacted> of(Redacted key) {
        GoogleToken token = new GoogleToken(new TokenEndpoint(key, proxy), background, clock);
        GoogleToken before = last.getAndSet(token);
        if (before != null) {
            before.retire();
        }
        return () -> new Redacted("Bearer " + token.current());
    }
}
