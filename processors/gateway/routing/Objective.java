package gateway.routing;

/**
 * What a choice is to weigh: utility = quality - cost weight x relative cost - latency weight x seconds to the first
 * token.
 *
 * @param name such as {@code balanced}
 * @param costWeight lambda: how much quality is given for the whole cost of the reference
 * @param latencyWeight mu: how much quality is given for a second
 * @param referenceUsd the cost that counts as 1; 0 = that of the dearest candidate of each request
 */
public record Objective(String name, double costWeight, double latencyWeight, double referenceUsd) {
    /** Quality alone. */
    public static final Objective QUALITY = new Objective("best", 0, 0, 0);
}
