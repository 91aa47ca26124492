package gateway.model;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's requests are routed; what is null is as everybody has it.
 *
 * @param objective what {@code auto} weighs: one of {@link #OBJECTIVES}
 * @param explorationShare the share of its decisions that may be spent on models that do not promise most, 0 to 1
 * @param deadline soft deadline of its calls where they name none
 * @param onDeadline what becomes of its streams then, where they do not say
 * @param experiments splits of requests between models, by the name that is asked for
 * @param mirrors copies for other models, by the name that is asked for
 * @param judge grades a share of the answers to requests for {@code auto}; null = nobody does
 */
public record RoutingRules(
        @Nullable String objective,
        @Nullable Double explorationShare,
        @Nullable Duration deadline,
        @Nullable OnDeadline onDeadline,
        Map<String, Experiment> experiments,
        Map<String, Mirroring> mirrors,
        @Nullable Judging judge) {
    /** The words that may stand after {@code auto:}. */
    public static final Set<String> OBJECTIVES = Set.of("best", "balanced", "cheap", "fast");

    /** As everybody has it. */
    public static final RoutingRules NONE = new RoutingRules(null, null);

    public RoutingRules {
        experiments = Map.copyOf(experiments);
        mirrors = Map.copyOf(mirrors);
    }

    /** Those of a tenant that compares no models. */
    public RoutingRules(
            @Nullable String objective,
            @Nullable Double explorationShare,
            @Nullable Duration deadline,
            @Nullable OnDeadline onDeadline) {
        this(objective, explorationShare, deadline, onDeadline, Map.of(), Map.of(), null);
    }

    /** Those of a tenant whose calls may take their time. */
    public RoutingRules(@Nullable String objective, @Nullable Double explorationShare) {
        this(objective, explorationShare, null, null);
    }
}
