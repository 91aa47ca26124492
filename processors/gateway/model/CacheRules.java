package gateway.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For which of a tenant's requests answers are kept and given again.
 *
 * @param notBefore what was asked before is not given again; null = ever since
 * @param models by the name that is asked for: a model, an alias, {@code auto}; others are never kept
 */
public record CacheRules(@Nullable Instant notBefore, Map<String, Rule> models) {
    /** Of a tenant that did not ask for it. */
    public static final CacheRules NONE = new CacheRules(null, Map.of());

    public CacheRules {
        models = Map.copyOf(models);
    }

    /**
     * What holds for one name.
     *
     * @param ttl an answer is given again for so long
     * @param similarity from which likeness on, above 0 to 1, the answer to another question is given; null = never
     * @param embedder id of the embedding model by which likeness is found; null = by words, without a model
     */
    public record Rule(
            Duration ttl,
            @Nullable Double similarity,
            @Nullable String embedder) {
        /** One that finds likeness by words. */
        public Rule(Duration ttl, @Nullable Double similarity) {
            this(ttl, similarity, null);
        }
    }
}
