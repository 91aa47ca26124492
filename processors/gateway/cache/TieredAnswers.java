package gateway.cache;

import gateway.Ticker;
import gateway.control.StoreException;
import gateway.idempotency.ClaimKey;
import gateway.idempotency.ContentSeal;
import gateway.judge.SpareWork;
import gateway.model.Deployment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers in memory, and in a store that replicas share. The store is given no question and no key, but a hash of
 * both; what it keeps is encrypted by the hash of the question, so that only whoever asks the same can read it. Its
 * failures, and what it does not answer in time, are misses; after one it is left alone for a while. Thread-safe.
 */
public final class TieredAnswers implements AnswerStore {
    private static final Duration REST = Duration.ofSeconds(5);

    private final MemoryAnswers memory;
    private final SharedAnswers shared;
    private final Function<String, @Nullable Deployment> deployments;
    private final SpareWork work;
    private final Duration within;
    private final RandomGenerator nonces;
    private final InstantSource clock;
    private final Ticker ticker;
    private final AtomicLong restUntil;

    /**
     * Takes both places.
     *
     * @param deployments finds those that are known now, by id
     * @param work runs calls of the store; beyond what it takes at once, nothing is asked and nothing is kept there
     * @param within how long the store is waited for
     * @param nonces unpredictable, and thread-safe
     */
    public TieredAnswers(
            MemoryAnswers memory,
            SharedAnswers shared,
            Function<String, @Nullable Deployment> deployments,
            SpareWork work,
            Duration within,
            RandomGenerator nonces,
            InstantSource clock,
            Ticker ticker) {
        this.memory = memory;
        this.shared = shared;
        this.deployments = deployments;
        this.work = work;
        this.within = within;
        this.nonces = nonces;
        this.clock = clock;
        this.ticker = ticker;
        this.restUntil = new AtomicLong(ticker.nanos());
    }

    @Override
    public @Nullable Kept find(CacheKey key) {
        Kept near = memory.find(key);
        if (near != null || ticker.nanos() - restUntil.get() < 0) {
            return near;
        }
        CompletableFuture<@Nullable Kept> far = new CompletableFuture<>();
        if (!work.offer(() -> far.complete(far(key)))) {
            return null;
        }
        try {
            Kept found = far.get(within.toNanos(), TimeUnit.NANOSECONDS);
            if (found != null) {
                memory.put(key, found);
            }
            return found;
        } catch (TimeoutException | ExecutionException e) {
            rest();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void put(CacheKey key, Kept kept) {
        memory.put(key, kept);
        if (ticker.nanos() - restUntil.get() >= 0) {
            work.offer(() -> keep(key, kept));
        }
    }

    @Override
    public void forget(BiPredicate<String, Kept> which) {
        // what the store has is older than its tenant's rules allow, and so given to nobody; it expires there
        memory.forget(which);
    }

    private @Nullable Kept far(CacheKey key) {
        String name = name(key);
        try {
            byte[] sealed = shared.find(name);
            if (sealed == null) {
                return null;
            }
            ByteBuffer open = seal(key, name).open(ByteBuffer.wrap(sealed));
            byte[] bytes = new byte[open.remaining()];
            open.get(bytes);
            Kept kept = KeptJson.read(bytes, deployments);
            return kept != null && kept.until().isAfter(clock.instant()) ? kept : null;
        } catch (StoreException e) {
            rest();
            return null;
        }
    }

    private void keep(CacheKey key, Kept kept) {
        String name = name(key);
        ByteBuffer sealed = seal(key, name).seal(ByteBuffer.wrap(KeptJson.write(kept)), nonces);
        if (sealed.remaining() > shared.maxBytes()) {
            return;
        }
        byte[] bytes = new byte[sealed.remaining()];
        sealed.get(bytes);
        try {
            shared.put(name, bytes, kept.until());
        } catch (StoreException e) {
            rest();
        }
    }

    private void rest() {
        restUntil.set(ticker.nanos() + REST.toNanos());
    }

    /** The store's name for a key, from which neither tenant nor question can be told. */
    private static String name(CacheKey key) {
        return ClaimKey.hash("kept answer", key.tenant(), key.hash());
    }

    private static ContentSeal seal(CacheKey key, String name) {
        return new ContentSeal(key.hash(), key.tenant(), "serai kept answer", name);
    }
}
