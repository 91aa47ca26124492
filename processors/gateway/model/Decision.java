package gateway.model;

import java.util.List;

/**
 * The order in which the deployments of a plan are tried.
 *
 * @param plan what was planned
 * @param ranked best first, not empty
 * @param policy name and version of what ranked them
 * @param propensity the chance with which the first one's model was put first, (0, 1], for off-policy evaluation
 * @param routing how a learning router saw it
 */
public record Decision(Plan plan, List<Deployment> ranked, String policy, double propensity, Routing routing) {
    public Decision {
        ranked = List.copyOf(ranked);
        if (ranked.isEmpty()) {
            throw new IllegalArgumentException("a decision ranks at least one deployment");
        }
    }

    /** This one of another plan. */
    public Decision with(Plan other) {
        return new Decision(other, ranked, policy, propensity, routing);
    }

    /** One of a fixed strategy. */
    public Decision(Plan plan, List<Deployment> ranked, String policy, double propensity) {
        this(plan, ranked, policy, propensity, Routing.NONE);
    }
}
