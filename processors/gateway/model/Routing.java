package gateway.model;

import java.util.List;

/**
 * How a learning router came to its choice, for the decision record. Holds no content.
 *
 * @param objective what it was to weigh, such as {@code balanced}; empty where no learning router was asked
 * @param costWeight lambda: how much utility one unit of relative cost takes away
 * @param latencyWeight mu: how much utility one second to the first token takes away
 * @param context what it saw of the request
 * @param candidates one a model, in the order of their ranking
 * @param explored whether the first one is not the one that promised most
 * @param shadow whether the choice was only written down, and another strategy decided
 */
public record Routing(
        String objective,
        double costWeight,
        double latencyWeight,
        Context context,
        List<Candidate> candidates,
        boolean explored,
        boolean shadow) {
    /** Of a decision in which nothing was learnt from. */
    public static final Routing NONE = new Routing("", 0, 0, Context.NONE, List.of(), false, false);

    public Routing {
        candidates = List.copyOf(candidates);
    }

    /**
     * A model that could have been chosen.
     *
     * @param model its id
     * @param deployment the place of it that would have been called first
     * @param quality expected, 0 to 1
     * @param usd expected cost of the request, in USD
     * @param seconds expected time to the first token
     * @param utility quality less weighted cost and latency
     * @param propensity the chance with which it was put first, 0 to 1; all of a decision add up to 1
     */
    public record Candidate(
            String model,
            String deployment,
            double quality,
            double usd,
            double seconds,
            double utility,
            double propensity) {}
}
