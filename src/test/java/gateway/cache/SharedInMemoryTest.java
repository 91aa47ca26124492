package gateway.cache;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two tiers above a store in memory. */
class SharedInMemoryTest extends SharedAnswersContract {
    @Override
    protected SharedAnswers open() {
        return new SharedAnswers() {
            private final Map<String, byte[]> answers = new HashMap<>();
            private final Map<String, Instant> ends = new HashMap<>();

            @Override
            public byte @Nullable [] find(String key) {
                Instant end = ends.get(key);
                return end != null && end.isAfter(now()) ? answers.get(key) : null;
            }

            @Override
            public void put(String key, byte[] answer, Instant until) {
                answers.put(key, answer);
                ends.put(key, until);
            }

            @Override
            public int maxBytes() {
                return 10_000;
            }
        };
    }
}
