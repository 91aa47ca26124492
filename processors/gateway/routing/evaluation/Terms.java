package gateway.routing.evaluation;

import java.util.List;

/**
 * How data sets are played.
 *
 * @param costWeights lambdas: how much quality is given for the mean cost of the dearest model
 * @param seeds how often each player plays, each time in another order
 * @param share of its choices that the router may spend on exploration
 */
public record Terms(List<Double> costWeights, int seeds, double share) {
    public Terms {
        costWeights = List.copyOf(costWeights);
    }
}
