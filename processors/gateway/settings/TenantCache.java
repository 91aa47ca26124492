package gateway.settings;

import gateway.model.CacheRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For which of a tenant's requests answers are kept and given again.
 *
 * @param notBefore what was asked before is not given again; the admin API sets it to forget everything
 * @param models by the name that is asked for: a model, an alias, {@code auto} or {@code auto:*}
 */
public record TenantCache(@Nullable Instant notBefore, Map<String, CacheRule> models) {
    public TenantCache {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /**
     * What holds for one name.
     *
     * @param ttl an answer is given again for so long
     * @param similarity from which likeness on, 0.5 to 1, the answer to another question is given; null = never
     * @param embedder id of the embedding model by which likeness is found; null = by words, without a model
     */
    public record CacheRule(
            Duration ttl,
            @Nullable Double similarity,
            @Nullable String embedder) {}

    static CacheRules rules(@Nullable TenantCache cache) {
        if (cache == null) {
            return CacheRules.NONE;
        }
        Map<String, CacheRules.Rule> models = new LinkedHashMap<>();
        cache.models.forEach(
                (name, rule) -> models.put(name, new CacheRules.Rule(rule.ttl(), rule.similarity(), rule.embedder())));
        return new CacheRules(cache.notBefore, models);
    }
}
