package gateway.settings;

import gateway.choose.Strategy;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How deployments are ranked.
 *
 * @param strategy by what, where nothing else is said
 * @param strategies by what, by the name that is asked for
 * @param shadow what decides in place of {@code bandit}, whose choices are only written down then; null = it decides
 * @param objectives what {@code bandit} weighs, by the word after {@code auto:}
 * @param explorationShare the share of a tenant's decisions that may be spent on models that do not promise most
 * @param halfLife after which what was learnt counts half
 * @param sync how often replicas exchange what they have learnt
 * @param families of models for what is known beforehand, by the model's id; others are told by their names
 */
public record RoutingSettings(
        Strategy strategy,
        Map<String, Strategy> strategies,
        @Nullable Strategy shadow,
        Map<String, Weights> objectives,
        double explorationShare,
        Duration halfLife,
        Duration sync,
        Map<String, String> families) {
    public RoutingSettings {
        strategies = Collections.unmodifiableMap(new LinkedHashMap<>(strategies));
        objectives = Collections.unmodifiableMap(new LinkedHashMap<>(objectives));
        families = Collections.unmodifiableMap(new LinkedHashMap<>(families));
    }

    /**
     * Utility is quality less these.
     *
     * @param cost for the whole cost of the reference
     * @param latency for a second to the first token
     * @param referenceUsd the cost that counts as one; null = that of the request's dearest candidate
     */
    public record Weights(
            double cost, double latency, @Nullable Double referenceUsd) {}
}
