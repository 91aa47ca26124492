package gateway.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import gateway.Ticker;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's public keys in memory. They are renewed in the background; a key that is not there is asked for once, at
 * most every half a minute, for all who wait for it. While the issuer is down, the last ones stay. Thread-safe.
 */
final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    /** Between two fetches that requests ask for, and after a start without keys. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LEAST_RSA_BITS = 2048;

    private final KeySource source;
    private final ScheduledExecutorService background;
    private final Ticker ticker;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Loaded loaded;
    private volatile boolean failing;

    /* Guarded by the lock. */
    private @Nullable CompletableFuture<Void> flight;
    private long askedNanos;

    /**
     * Does nothing yet.
     *
     * @param background one thread, which fetches and may block
     */
    SigningKeys(KeySource source, ScheduledExecutorService background, Ticker ticker) {
        this.source = source;
        this.background = background;
        this.ticker = ticker;
    }

    /**
     * Keys that were fetched together.
     *
     * @param revision grows with every change, from 1
     * @param text the answer that they are from
     * @param keys those that may sign
     */
    private record Loaded(long revision, String text, JWKSet keys) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Loaded[" + revision + "]";
        }
    }

    /** Fetches the keys, and goes on to renew them. */
    void start() {
        CompletableFuture<Void> _ = ask();
        later(PAUSE);
    }

    /** The revision of the keys of now; 0 if there never were any. */
    long revision() {
        Loaded now = loaded;
        return now == null ? 0 : now.revision();
    }

    /** Whether the last fetch that is over came to nothing. */
    boolean isFailing() {
        return failing;
    }

    /** Asks the issuer, if the last time is long enough ago, and waits for the answer for a while. */
    void refresh() {
        await(ask());
    }

    /** The keys that may have signed what bears the header; asks the issuer where there are none. */
    List<JWK> find(JWSHeader header) {
        List<JWK> found = select(header);
        if (found.isEmpty()) {
            await(ask());
            found = select(header);
        }
        return found;
    }

    private List<JWK> select(JWSHeader header) {
        Loaded now = loaded;
        return now == null ? List.of() : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(now.keys());
    }

    /** The fetch that is under way, or a new one; one that is over, if it is too early for another. */
    private CompletableFuture<Void> ask() {
        asking.lock();
        try {
            CompletableFuture<Void> last = flight;
            if (last != null && (!last.isDone() || ticker.nanos() - askedNanos < PAUSE.toNanos())) {
                return last;
            }
            askedNanos = ticker.nanos();
            CompletableFuture<Void> next = CompletableFuture.runAsync(this::load, background);
            flight = next;
            return next;
        } catch (RejectedExecutionException e) {
            // the process is stopping
            return CompletableFuture.completedFuture(null);
        } finally {
            asking.unlock();
        }
    }

    private static void await(CompletableFuture<Void> fetch) {
        try {
            fetch.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // then the keys are as they were
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void later(Duration delay) {
        try {
            ScheduledFuture<?> _ = background.schedule(this::renew, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the process is stopping
        }
    }

    private void renew() {
        try {
            load();
        } finally {
            later(loaded == null ? PAUSE : RENEWAL);
        }
    }

    private void load() {
        try {
            String text = source.fetch();
            Loaded before = loaded;
            if (before == null || !before.text().equals(text)) {
                loaded = new Loaded(revision() + 1, text, usable(JWKSet.parse(text)));
                LOG.info("the token issuer's keys have been taken over");
            }
            failing = false;
        } catch (IssuerException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (IOException | ParseException | IllegalArgumentException e) {
            // its message may quote the answer
            failed(e.getClass().getSimpleName());
        }
    }

    private void failed(String why) {
        failing = true;
        LOG.warn("the token issuer's keys cannot be fetched, those of before stay: {}", why);
    }

    /** Public keys of sufficient length: a set that holds a secret must not lead to its use. */
    private static JWKSet usable(JWKSet all) {
        return new JWKSet(all.toPublicJWKSet().getKeys().stream()
                .filter(key -> key instanceof AsymmetricJWK)
                .filter(key -> !(key instanceof RSAKey rsa) || rsa.size() >= LEAST_RSA_BITS)
                .toList());
    }
}
