package gateway.cache;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Where answers are kept. Thread-safe. An answer may be gone at any time; none is found by another's key. */
public interface AnswerStore {
    /** The answer of a key; null if there is none. May block. */
    @Nullable Kept find(CacheKey key);

    /** Keeps an answer, in place of an earlier one. Never blocks: it is called on event loops. */
    void put(CacheKey key, Kept kept);

    /**
     * Forgets answers.
     *
     * @param which is given the tenant and the answer
     */
    void forget(BiPredicate<String, Kept> which);
}
