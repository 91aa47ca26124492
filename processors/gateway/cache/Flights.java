package gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gateway.Ticker;
import gateway.model.Cancellation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the second of two who ask the same at the same time wait for the first one's answer. What is older than the
 * longest wait is forgotten, so that one who never comes to an end holds nobody up. Thread-safe.
 */
final class Flights {
    /** Questions under way that are known; beyond, each asks for itself. */
    private static final int MOST = 10_000;

    private final Duration longest;
    private final Cache<CacheKey, Flight> open;

    /**
     * Makes one without questions.
     *
     * @param longest a follower waits; zero = nobody does
     */
    Flights(Duration longest, Ticker ticker) {
        this.longest = longest;
        this.open = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(longest)
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    /** A question that is being asked. */
    static final class Flight {
        private final CompletableFuture<@Nullable Kept> answer = new CompletableFuture<>();

        /** Gives the answer to those who wait; null = they ask for themselves. */
        void land(@Nullable Kept kept) {
            answer.complete(kept);
        }

        /** The answer; null if there is none in time, or the one who waits has left. Blocks. */
        @Nullable Kept await(Duration time, Cancellation cancellation) {
            CompletableFuture<@Nullable Kept> own = answer.copy();
            cancellation.onCancel(() -> own.complete(null));
            try {
                return own.get(time.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }

    /** The question that somebody else is asking now; null if nobody is, and the caller is to ask it. */
    @Nullable Flight join(CacheKey key, Flight own) {
        return longest.isZero() ? null : open.asMap().putIfAbsent(key, own);
    }

    /** How long one may wait whose own answer must begin before some moment, half of what is left to it at most. */
    Duration patience(long leftNanos) {
        return Duration.ofNanos(Math.max(0, Math.min(longest.toNanos(), leftNanos / 2)));
    }

    /** Nobody asks it any more. */
    void over(CacheKey key, Flight own) {
        open.asMap().remove(key, own);
        own.land(null);
    }
}
