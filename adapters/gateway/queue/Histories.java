package gateway.queue;

import gateway.redelivery.History;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What messages have been through that stay in their queue between two turns, as far as this process has seen it.
 * Beyond some thousands, those that were seen least lately are forgotten, and begin anew. Thread-safe.
 */
public final class Histories {
    private static final int MOST = 10_000;

    private final Map<String, History> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, History> eldest) {
            return size() > MOST;
        }
    };

    /** What a message has been through; null if nothing is known. */
    @Nullable History find(String message) {
        synchronized (known) {
            return known.get(message);
        }
    }

    /** Notes it. */
    void put(String message, History history) {
        synchronized (known) {
            known.put(message, history);
        }
    }

    /** A message is over. */
    void forget(String message) {
        synchronized (known) {
            known.remove(message);
        }
    }
}
