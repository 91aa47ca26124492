package gateway.choose;

import gateway.Stage;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Plan;
import gateway.model.Request;
import gateway.model.Routing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ranks the deployments of a plan by the strategy that holds for what was asked for. */
public final class Choose implements Stage<Plan, Decision> {
    private final Strategy usual;
    private final Map<String, Strategy> byName;
    private final @Nullable Strategy shadow;
    private final FixedRanking fixed;
    private final LearntRanking learnt;

    /**
     * Takes what it ranks by.
     *
     * @param usual where the name that is asked for has none of its own
     * @param byName by the name that is asked for
     * @param shadow decides in place of {@link Strategy#BANDIT}, whose choice is only written down; null = it decides
     * @param fixed for all strategies but {@link Strategy#BANDIT}
     * @param learnt for that one
     */
    public Choose(
            Strategy usual,
            Map<String, Strategy> byName,
            @Nullable Strategy shadow,
            FixedRanking fixed,
            LearntRanking learnt) {
        this.usual = usual;
        this.byName = Map.copyOf(byName);
        this.shadow = shadow;
        this.fixed = fixed;
        this.learnt = learnt;
    }

    @Override
    public Decision apply(Plan plan) {
        Strategy wanted = wanted(plan.request().model());
        if (wanted != Strategy.BANDIT) {
            return decide(plan, wanted, Routing.NONE);
        }
        if (isOneModel(plan.candidates())) {
            return decide(plan, Strategy.PRIORITY, Routing.NONE);
        }
        return switch (plan.request()) {
            case Request.Chat chat when shadow != null -> decide(plan, shadow, learnt.shadow(plan, chat));
            case Request.Chat chat -> learnt.rank(plan, chat);
            // vectors of different models must not be mixed, so there is nothing to learn
            case Request.Embedding embedding -> decide(plan, Strategy.PRIORITY, Routing.NONE);
        };
    }

    private Decision decide(Plan plan, Strategy strategy, Routing routing) {
        FixedRanking.Ranked ranked = fixed.rank(plan.candidates(), strategy);
        String policy = strategy.name().toLowerCase(Locale.ROOT) + "/1";
        return new Decision(plan, ranked.ranked(), policy, ranked.propensity(), routing);
    }

    private Strategy wanted(String model) {
        Strategy own = byName.get(model);
        if (own != null || usual == Strategy.BANDIT) {
            return own != null ? own : usual;
        }
        return switch (model) {
            case "auto:cheap" -> Strategy.CHEAPEST;
            case "auto:fast" -> Strategy.FASTEST;
            default -> usual;
        };
    }

    private static boolean isOneModel(List<Deployment> candidates) {
        String first = candidates.getFirst().model();
        for (Deployment each : candidates) {
            if (!each.model().equals(first)) {
                return false;
            }
        }
        return true;
    }
}
