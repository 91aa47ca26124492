package gateway.cache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where replicas share answers, each encrypted by what the store never sees. An answer may be gone at any time. Calls
 * block: they are made on virtual threads only. Thread-safe.
 */
public interface SharedAnswers {
    /**
     * The answer of a key.
     *
     * @param key hexadecimal SHA-256 of tenant and question
     * @return null if there is none that still holds
     * @throws gateway.control.StoreException if nobody knows now
     */
    byte @Nullable [] find(String key);

    /**
     * Keeps an answer, in place of an earlier one.
     *
     * @param until when it is forgotten
     * @throws gateway.control.StoreException if it cannot be written
     */
    void put(String key, byte[] answer, Instant until);

    /** The longest answer that it takes, in bytes. */
    int maxBytes();
}
