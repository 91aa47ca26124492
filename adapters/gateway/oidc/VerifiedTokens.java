package gateway.oidc;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that were verified a moment ago, by their hashes. Holds a bounded number: once the younger half is full, it
 * takes the place of the older one. Thread-safe.
 */
final class VerifiedTokens {
    private final int half;
    private volatile Map<String, Entry> younger = new ConcurrentHashMap<>();
    private volatile Map<String, Entry> older = Map.of();

    /**
     * Starts empty.
     *
     * @param most tokens that are held
     */
    VerifiedTokens(int most) {
        this.half = Math.max(1, most / 2);
    }

    /**
     * What a token says; null if it is not held, or not any more.
     *
     * @param keys revision of the keys of now: what was verified by others does not count any more
     */
    @Nullable Claims find(String hash, long keys, Instant now) {
        Entry found = younger.get(hash);
        if (found == null) {
            found = older.get(hash);
        }
        return found != null && found.keys() == keys && now.isBefore(found.until()) ? found.claims() : null;
    }

    /** Holds a token for a while. */
    void hold(String hash, Claims claims, long keys, Instant until) {
        if (younger.size() >= half) {
            rotate();
        }
        younger.put(hash, new Entry(claims, keys, until));
    }

    /** How many are held. */
    int size() {
        return younger.size() + older.size();
    }

    private synchronized void rotate() {
        if (younger.size() >= half) {
            older = younger;
            younger = new ConcurrentHashMap<>();
        }
    }

    /**
     * A verified token.
     *
     * @param keys revision of those by which it was verified
     * @param until when it must be verified again
     */
    private record Entry(Claims claims, long keys, Instant until) {}
}
