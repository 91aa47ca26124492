package gateway.simulator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which beginnings of prompts were marked for caching. Thread-safe. */
final class PromptCache {
    private static final int MOST = 10_000;

    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /** Whether the beginning was seen before; from now on it was. */
    boolean hit(String key) {
        if (keys.size() >= MOST) {
            keys.clear();
        }
        return !keys.add(key);
    }
}
