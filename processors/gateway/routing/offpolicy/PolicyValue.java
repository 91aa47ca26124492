package gateway.routing.offpolicy;

import java.util.Map;

/**
 * What a policy would have been worth on logged rounds.
 *
 * @param policy its name
 * @param rounds on how many it was judged
 * @param undecided rounds in which it could not choose, and which are left out
 * @param effective how many rounds drawn by itself its rounds are worth: (sum of w)^2 / sum of w^2 (Kish's effective
 *     sample size), on average over what could have been drawn
 * @param largestWeight how much the round that counts most counts; weights are never clipped
 * @param estimates by method and measure; empty where there are no rounds
 * @param gains by measure, by how much it is better than what was logged on the same rounds, doubly robust; empty where
 *     there are no rounds
 */
public record PolicyValue(
        String policy,
        int rounds,
        int undecided,
        double effective,
        double largestWeight,
        Map<Method, Map<Measure, Estimate>> estimates,
        Map<Measure, Estimate> gains) {
    /** Below so many effective rounds intervals should not be believed: docs/routing-evaluate.md. */
    public static final double ENOUGH = 30;

    public PolicyValue {
        estimates = Map.copyOf(estimates);
        gains = Map.copyOf(gains);
    }

    /** Whether there are enough rounds for the intervals to be believed. */
    public boolean isSound() {
        return effective >= ENOUGH;
    }

    /**
     * One estimate.
     *
     * @throws IllegalStateException if there are no rounds
     */
    public Estimate of(Method method, Measure measure) {
        Map<Measure, Estimate> measured = estimates.get(method);
        Estimate estimate = measured == null ? null : measured.get(measure);
        if (estimate == null) {
            throw new IllegalStateException("there is no round on which " + policy + " can be judged");
        }
        return estimate;
    }

    /**
     * By how much it is better than what was logged.
     *
     * @throws IllegalStateException if there are no rounds
     */
    public Estimate gain(Measure measure) {
        Estimate gain = gains.get(measure);
        if (gain == null) {
            throw new IllegalStateException("there is no round on which " + policy + " can be judged");
        }
        return gain;
    }
}
