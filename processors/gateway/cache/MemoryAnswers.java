package gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Keeps answers in the memory of the process: the ones that are used least make room. Thread-safe. */
public final class MemoryAnswers implements AnswerStore {
    private final Cache<CacheKey, Kept> answers;

    /**
     * Makes an empty one.
     *
     * @param bytes what all answers together may take
     * @param clock tells when one is too old
     */
    public MemoryAnswers(long bytes, InstantSource clock) {
        this.answers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((CacheKey _, Kept kept) -> kept.bytes())
                .expireAfter(
                        Expiry.creating((CacheKey _, Kept kept) -> Duration.between(clock.instant(), kept.until())))
                .ticker(() -> nanos(clock))
                .executor(Runnable::run)
                .build();
    }

    private static long nanos(InstantSource clock) {
        return Duration.ofMillis(clock.millis()).toNanos();
    }

    @Override
    public @Nullable Kept find(CacheKey key) {
        return answers.getIfPresent(key);
    }

    @Override
    public void put(CacheKey key, Kept kept) {
        answers.put(key, kept);
    }

    @Override
    public void forget(BiPredicate<String, Kept> which) {
        answers.asMap().entrySet().removeIf(each -> which.test(each.getKey().tenant(), each.getValue()));
    }

    /** How many are kept, about. */
    public long size() {
        return answers.estimatedSize();
    }

    /** What they take, in bytes, about. */
    public long bytes() {
        return answers.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}
