package gateway.secret;

import gateway.control.StoreException;
import gateway.model.Redacted;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A credential whose source, clock and background the test drives. The source holds {@code one} at first. */
final class DrivenSecret {
    static final String ACME = "acme";
    static final Duration TTL = Duration.ofMinutes(5);

    /** Just before the ticker's numbers run over. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final Queue<Runnable> background = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final SecretCache cache =
            new SecretCache(provider -> read(), Set.of(ACME), TTL, background::add, nanos::get);
    private volatile @Nullable String stored = "one";
    private volatile boolean broken;

    SecretCache cache() {
        return cache;
    }

    CachedSecret secret() {
        return Objects.requireNonNull(cache.of(ACME));
    }

    /** What was read at first. */
    Secret loaded() {
        cache.refreshDue();
        run();
        return secret().current();
    }

    @Nullable String value() {
        Redacted value = secret().current().value();
        return value == null ? null : value.value();
    }

    void store(@Nullable String value) {
        stored = value;
    }

    void broken(boolean now) {
        broken = now;
    }

    int reads() {
        return reads.get();
    }

    /** Readings that have not run yet. */
    int waiting() {
        return background.size();
    }

    void runOne() {
        background.remove().run();
    }

    void run() {
        while (!background.isEmpty()) {
            runOne();
        }
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private @Nullable Redacted read() {
        reads.incrementAndGet();
        if (broken) {
            throw new StoreException("the store is down");
        }
        String value = stored;
        return value == null ? null : new Redacted(value);
    }
}
