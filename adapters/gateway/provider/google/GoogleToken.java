package gateway.provider.google;

import com.google.auth.oauth2.AccessToken;
import gateway.model.FailedException;
import gateway.model.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OAuth access token that is always fresh. The first call fetches it and may block; later ones read memory alone,
 * for a task in the background renews it well before it expires. Thread-safe.
 */
public final class GoogleToken {
    /** The code of every failure. */
    public static final String CODE = "vertex_credentials";

    private static final Logger LOG = LoggerFactory.getLogger(GoogleToken.class);

    /** Google's tokens live an hour. */
    private static final Duration RENEW_BEFORE_EXPIRY = Duration.ofMinutes(10);

    /** Also how long a failure is remembered, so that a dead token endpoint does not hold up every request. */
    private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(10);

    private final TokenEndpoint endpoint;
    private final ScheduledExecutorService background;
    private final InstantSource clock;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Loaded loaded;

    /* Guarded by the lock. */
    private @Nullable Instant failedAt;
    private @Nullable Future<?> renewal;
    private boolean retired;

    /**
     * Does nothing yet: the first use fetches.
     *
     * @param endpoint where tokens come from
     * @param background runs the renewals, which block for as long as the token endpoint takes
     * @param clock tells when a token is too old
     */
    public GoogleToken(TokenEndpoint endpoint, ScheduledExecutorService background, InstantSource clock) {
        this.endpoint = endpoint;
        this.background = background;
        this.clock = clock;
    }

    /**
     * The token, for {@code Authorization: Bearer}.
     *
     * @throws FailedException with our fault and {@link #CODE}, if there is none to be had
     */
    public String current() {
        Loaded token = loaded;
        return token != null && clock.instant().isBefore(token.expires()) ? token.value() : load();
    }

    /** Renews the token no more: another key has taken over. */
    void retire() {
        loading.lock();
        try {
            retired = true;
            if (renewal != null) {
                renewal.cancel(false);
            }
        } finally {
            loading.unlock();
        }
    }

    private String load() {
        loading.lock();
        try {
            Loaded token = loaded;
            Instant now = clock.instant();
            if (token != null && now.isBefore(token.expires())) {
                return token.value();
            }
            Instant failure = failedAt;
            if (failure != null && now.isBefore(failure.plus(RETRY_AFTER_FAILURE))) {
                throw failed();
            }
            return fetch().value();
        } finally {
            loading.unlock();
        }
    }

    private Loaded fetch() {
        try {
            AccessToken token = endpoint.fetch();
            Loaded fresh =
                    new Loaded(token.getTokenValue(), token.getExpirationTime().toInstant());
            loaded = fresh;
            failedAt = null;
            Duration left = Duration.between(clock.instant(), fresh.expires());
            renewIn(
                    left.compareTo(RENEW_BEFORE_EXPIRY.multipliedBy(2)) > 0
                            ? left.minus(RENEW_BEFORE_EXPIRY)
                            : left.dividedBy(2));
            return fresh;
        } catch (IOException e) {
            failedAt = clock.instant();
            // the message may quote the endpoint's answer
            LOG.error("no access token for Vertex AI: {}", e.getClass().getSimpleName());
            throw failed();
        }
    }

    /** Plans the only renewal there is: one that was planned before is off. */
    private void renewIn(Duration delay) {
        if (renewal != null) {
            renewal.cancel(false);
        }
        if (retired) {
            return;
        }
        try {
            renewal = background.schedule(this::renew, Math.max(delay.toMillis(), 1_000), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the process is stopping: this token is the last one
            renewal = null;
        }
    }

    private void renew() {
        loading.lock();
        try {
            fetch();
        } catch (FailedException e) {
            // the old token serves until it expires
            renewIn(RETRY_AFTER_FAILURE);
        } finally {
            loading.unlock();
        }
    }

    private static FailedException failed() {
        return new FailedException(Failure.of(Failure.Kind.OUR_FAULT, CODE));
    }

    /**
     * A token in memory.
     *
     * @param value the token itself
     * @param expires when it ends
     */
    private record Loaded(String value, Instant expires) {
        /** Shows no secret. */
        @Override
        public String toString() {
            return "Loaded[expires=" + expires + "]";
        }
    }
}
