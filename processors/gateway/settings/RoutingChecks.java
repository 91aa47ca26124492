package gateway.settings;

import gateway.choose.Strategy;
import gateway.model.RoutingRules;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of how deployments are ranked. */
final class RoutingChecks {
    private static final String PATH = "gateway.routing";
    private static final String AUTO = "auto:";
    private static final Duration SHORTEST_LIFE = Duration.ofDays(7);
    private static final Duration SHORTEST_SYNC = Duration.ofSeconds(1);

    private final Problems problems;

    RoutingChecks(Problems problems) {
        this.problems = problems;
    }

    void check(RoutingSettings routing) {
        problems.check(
                routing.objectives().keySet().equals(RoutingRules.OBJECTIVES),
                PATH + ".objectives",
                "must name best, balanced, cheap and fast, and no other");
        routing.objectives().forEach((name, weights) -> weights(PATH + ".objectives." + name, weights));
        problems.check(
                routing.shadow() != Strategy.BANDIT,
                PATH + ".shadow",
                "names what decides in place of bandit: priority, weighted, cheapest or fastest");
        share(PATH, routing.explorationShare());
        for (String name : routing.strategies().keySet()) {
            problems.check(
                    !name.startsWith("auto") || name.equals("auto") || isAuto(name),
                    PATH + ".strategies",
                    "names '" + name + "', which nobody can ask for: auto, auto:best, auto:balanced, auto:cheap,"
                            + " auto:fast, or a model or alias");
        }
        problems.check(
                routing.halfLife().compareTo(SHORTEST_LIFE) >= 0,
                PATH + ".half-life",
                "must be at least 7d; a model that changes is noticed much sooner all the same");
        problems.check(routing.sync().compareTo(SHORTEST_SYNC) >= 0, PATH + ".sync", "must be at least 1s");
    }

    void check(String path, @Nullable TenantRouting routing) {
        if (routing == null) {
            return;
        }
        problems.check(
                routing.objective() == null || RoutingRules.OBJECTIVES.contains(routing.objective()),
                path + ".objective",
                "must be best, balanced, cheap or fast");
        share(path, routing.explorationShare() == null ? 0 : routing.explorationShare());
        problems.check(
                routing.deadline() == null || routing.deadline().isPositive(), path + ".deadline", "must be above 0");
    }

    private static boolean isAuto(String name) {
        return name.startsWith(AUTO) && RoutingRules.OBJECTIVES.contains(name.substring(AUTO.length()));
    }

    private void weights(String path, RoutingSettings.Weights weights) {
        Map.of("cost", weights.cost(), "latency", weights.latency())
                .forEach((name, weight) -> problems.check(weight >= 0, path + "." + name, "must not be below 0"));
        problems.check(
                weights.referenceUsd() == null || weights.referenceUsd() > 0,
                path + ".reference-usd",
                "must be above 0");
    }

    private void share(String path, double share) {
        problems.check(share >= 0 && share <= 1, path + ".exploration-share", "must be from 0 to 1, such as 0.1");
    }
}
