package gateway.settings;

import gateway.model.OnDeadline;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's requests are routed; what is null is as everybody has it.
 *
 * @param objective what {@code auto} weighs for it
 * @param explorationShare the share of its decisions that may explore; 0 = none
 * @param deadline soft deadline of its calls where they name none
 * @param onDeadline what becomes of its streams then
 * @param experiments splits of requests between models, by the name that is asked for; null = none
 * @param mirrors copies of requests for other models, by the name that is asked for; null = none
 * @param judge grades a share of the answers to requests for auto; null = nobody does
 */
public record TenantRouting(
        @Nullable String objective,
        @Nullable Double explorationShare,
        @Nullable Duration deadline,
        @Nullable OnDeadline onDeadline,
        @Nullable Map<String, SplitSettings> experiments,
        @Nullable Map<String, SplitSettings.MirrorSettings> mirrors,
        @Nullable JudgeSettings judge) {
    public TenantRouting {
        experiments = experiments == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(experiments));
        mirrors = mirrors == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(mirrors));
    }
}
