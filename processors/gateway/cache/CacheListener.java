package gateway.cache;

import java.time.Duration;

/** Is told what the cache of answers does. Must not throw and not block. */
public interface CacheListener {
    /** What a request that its tenant wants to be answered from the cache came to. */
    enum Result {
        /** The same question had been answered. */
        HIT,
        /** A like question had been answered. */
        ALIKE,
        MISS,
        /** It was not looked for. */
        BYPASS
    }

    /**
     * A request was looked up.
     *
     * @param tenant its id
     * @param took the look-up, in the chain
     */
    void looked(String tenant, Result result, Duration took);

    /** An answer was kept. */
    void kept(String tenant);
}
