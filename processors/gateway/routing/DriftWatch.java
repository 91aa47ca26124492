package gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * Notices that a model has become worse or better than is believed, by two one-sided cumulative sums of what it
 * surprised with (Page 1954, Continuous inspection schemes). Confined to the thread that learns.
 */
final class DriftWatch {
    /** A surprise of this size on average is let pass: half of what has to be noticed. */
    private static final double SLACK = 0.1;

    private static final int KEPT = 64;

    private final double[][] contexts = new double[KEPT][];
    private final double[] rewards = new double[KEPT];
    private final double[] weights = new double[KEPT];
    private final double worseAt;
    private final double betterAt;
    private int seen;
    private double worse;
    private double better;
    private int worseSince;
    private int betterSince;

    /**
     * Starts without knowledge.
     *
     * @param worseAt how large the sum for the worse may grow: the larger, the later and the surer
     * @param betterAt the same for the better
     */
    DriftWatch(double worseAt, double betterAt) {
        this.worseAt = worseAt;
        this.betterAt = betterAt;
    }

    /**
     * Sees a lesson.
     *
     * @param expected what was believed before it
     * @return the sums of the lessons since the change; null while there is none
     */
    double @Nullable [] see(double[] x, double reward, double weight, double expected) {
        int slot = seen % KEPT;
        contexts[slot] = x;
        rewards[slot] = reward;
        weights[slot] = weight;
        seen++;
        double surprise = weight * (reward - expected);
        worse = Math.max(0, worse - surprise - weight * SLACK);
        better = Math.max(0, better + surprise - weight * SLACK);
        worseSince = worse == 0 ? 0 : worseSince + 1;
        betterSince = better == 0 ? 0 : betterSince + 1;
        if (worse > worseAt) {
            return last(worseSince, x.length);
        }
        return better > betterAt ? last(betterSince, x.length) : null;
    }

    private double[] last(int wanted, int dimension) {
        double[] sums = new double[Lessons.size(dimension)];
        int count = Math.min(Math.min(wanted, KEPT), seen);
        for (int back = 1; back <= count; back++) {
            int slot = (seen - back) % KEPT;
            Lessons.add(sums, contexts[slot], rewards[slot], weights[slot]);
        }
        return sums;
    }
}
