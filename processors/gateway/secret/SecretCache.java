package gateway.secret;

import gateway.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The credentials of all providers in memory. Thread-safe. */
public final class SecretCache {
    private final Map<String, CachedSecret> byProvider;

    /**
     * Reads nothing yet.
     *
     * @param source what is read
     * @param providers ids of all providers that need a credential
     * @param ttl after so long a value is read again
     * @param background runs the reads, which block
     * @param ticker measures time
     */
    public SecretCache(
            SecretSource source, Collection<String> providers, Duration ttl, Executor background, Ticker ticker) {
        Map<String, CachedSecret> all = new LinkedHashMap<>();
        providers.forEach(id -> all.put(id, new CachedSecret(id, source, ttl, background, ticker)));
        this.byProvider = Collections.unmodifiableMap(all);
    }

    /** A provider's credential; null if it needs none. */
    public @Nullable CachedSecret of(String provider) {
        return byProvider.get(provider);
    }

    /** Every credential. */
    public Collection<CachedSecret> all() {
        return byProvider.values();
    }

    /** Reads everything, and waits for it, but not longer than so. */
    public void load(Duration patience) {
        all().forEach(CachedSecret::refreshNow);
        try {
            CompletableFuture.allOf(all().stream().map(CachedSecret::reading).toArray(CompletableFuture[]::new))
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // those that are late come by themselves
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new AssertionError("no reading fails", e);
        }
    }

    /** Reads a credential again in the background: it was rotated. Nothing happens for an unknown provider. */
    public void refreshNow(String provider) {
        CachedSecret secret = of(provider);
        if (secret != null) {
            secret.refreshNow();
        }
    }

    /** Reads again in the background whatever is too old. To be called every second or so. */
    public void refreshDue() {
        all().forEach(CachedSecret::refreshDue);
    }
}
