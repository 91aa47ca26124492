package gateway.secret;

import gateway.Ticker;
import gateway.control.StoreException;
import gateway.model.Redacted;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One provider's credential in memory. Calls take it from there without waiting; readings of the source run in the
 * background, never two at a time. Thread-safe.
 */
public final class CachedSecret {
    /** After a refusal that brought nothing new: a provider that refuses every call must not multiply readings. */
    private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final String provider;
    private final SecretSource source;
    private final Duration ttl;
    private final Executor background;
    private final Ticker ticker;
    private final ReadingLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Secret current = Secret.UNREAD;
    private volatile @Nullable Long readNanos;

    /* Guarded by the lock. */
    private @Nullable Reading reading;
    private long begun;
    private long begunNanos;
    private long pausedUntil;
    private boolean failing;
    private boolean again;

    CachedSecret(String provider, SecretSource source, Duration ttl, Executor background, Ticker ticker) {
        this.provider = provider;
        this.source = source;
        this.ttl = ttl;
        this.background = background;
        this.ticker = ticker;
        this.pausedUntil = ticker.nanos();
        this.log = new ReadingLog(provider);
    }

    /** Id of the provider. */
    public String provider() {
        return provider;
    }

    /** The credential of now. Does not wait. */
    public Secret current() {
        return current;
    }

    /** How many readings have ended so. */
    public long count(Refresh result) {
        return log.count(result);
    }

    /** How long ago the source was read with success; null if it never was. */
    public @Nullable Duration age() {
        Long read = readNanos;
        return read == null ? null : Duration.ofNanos(ticker.nanos() - read);
    }

    /**
     * Waits for another credential after a provider refused one.
     *
     * @param refused what the provider was shown; if it is not the current one any more, nothing is read
     * @param patience the longest wait
     * @return whether there is another one now
     */
    public boolean renewed(Secret refused, Duration patience) {
        long until = ticker.nanos() + Math.min(patience.toNanos(), Reading.LONGEST_WAIT.toNanos());
        long before = begun();
        boolean waited = true;
        while (waited && current.version() == refused.version()) {
            Reading joined = afterRefusal(refused, before);
            waited = joined != null && joined.await(until, ticker);
        }
        Secret now = current;
        return now.version() != refused.version() && now.value() != null;
    }

    /** Reads again in the background: the credential was rotated. */
    void refreshNow() {
        lock.lock();
        try {
            if (reading != null) {
                // it may have looked too early
                again = true;
            } else if (!failing || !isPaused()) {
                begin(false);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Is done when the reading that runs now is. */
    CompletableFuture<Void> reading() {
        lock.lock();
        try {
            return reading == null ? CompletableFuture.completedFuture(null) : reading.done();
        } finally {
            lock.unlock();
        }
    }

    /** Reads again in the background if the value is too old, or if the last reading has failed. */
    void refreshDue() {
        lock.lock();
        try {
            boolean due = failing ? !isPaused() : begun == 0 || ticker.nanos() - begunNanos >= ttl.toNanos();
            if (reading == null && due) {
                begin(false);
            }
        } finally {
            lock.unlock();
        }
    }

    private long begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a refused call waits for; null if that is nothing: a later reading than its call is over, or it is too soon.
     */
    private @Nullable Reading afterRefusal(Secret refused, long before) {
        lock.lock();
        try {
            if (reading != null) {
                return reading;
            }
            boolean settled = current.version() != refused.version() || begun > before;
            return settled || isPaused() ? null : begin(true);
        } finally {
            lock.unlock();
        }
    }

    private boolean isPaused() {
        return ticker.nanos() - pausedUntil < 0;
    }

    private Reading begin(boolean refused) {
        begun++;
        begunNanos = ticker.nanos();
        Reading next = new Reading(refused, begunNanos, new CompletableFuture<>());
        reading = next;
        try {
            background.execute(() -> read(next));
        } catch (RejectedExecutionException e) {
            // the process is stopping: this value is the last one
            reading = null;
            next.done().complete(null);
        }
        return next;
    }

    private void read(Reading mine) {
        Refresh result = Refresh.FAILED;
        try {
            result = take(source.read(provider));
        } catch (StoreException e) {
            log.failed(current, e.getMessage());
        } catch (RuntimeException e) {
            // its message may show anything
            log.failed(current, e.getClass().getName());
        } finally {
            end(mine, result);
        }
    }

    private void end(Reading mine, Refresh result) {
        lock.lock();
        try {
            boolean more = again;
            again = false;
            reading = null;
            failing = result == Refresh.FAILED;
            if (failing) {
                pausedUntil = ticker.nanos() + PAUSE_AFTER_FAILURE.toNanos();
            } else if (more) {
                begin(false);
            } else if (mine.refused() && result != Refresh.CHANGED) {
                pausedUntil = ticker.nanos() + PAUSE_AFTER_REFUSAL.toNanos();
            }
        } finally {
            lock.unlock();
        }
        mine.done().complete(null);
    }

    private Refresh take(@Nullable Redacted value) {
        Secret before = current;
        boolean same = Objects.equals(before.value(), value);
        if (!same) {
            current = new Secret(before.version() + 1, value);
        }
        readNanos = ticker.nanos();
        Refresh result = value == null ? Refresh.ABSENT : same ? Refresh.UNCHANGED : Refresh.CHANGED;
        log.read(result, before);
        return result;
    }
}
