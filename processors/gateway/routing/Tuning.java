package gateway.routing;

import java.time.Duration;

/**
 * How a router learns.
 *
 * @param halfLife after which a lesson counts half; at least a week
 * @param optimism how many deviations of its belief a model is given as a bonus
 * @param random the share of decisions that are drawn, so that every model has a propensity
 * @param levelPrecision how many lessons the prior's level weighs
 * @param slopePrecision how many lessons it takes until content begins to count
 */
public record Tuning(Duration halfLife, double optimism, double random, double levelPrecision, double slopePrecision) {
    /** Found on the routing sets: docs/routing.md. */
    public static final Tuning USUAL = new Tuning(Duration.ofDays(30), 0.3, 0.02, 4, 50);

    /** This with another half-life. */
    public Tuning living(Duration other) {
        return new Tuning(other, optimism, random, levelPrecision, slopePrecision);
    }

    Shrinkage shrinkage() {
        return new Shrinkage(levelPrecision, slopePrecision);
    }
}
