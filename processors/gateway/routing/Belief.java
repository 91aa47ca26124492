package gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * What is believed of a model's quality: linear in the context, with an uncertainty. Immutable.
 *
 * <p>Bayesian ridge regression: with S the sum of x x', b the sum of r x, D the diagonal of the prior's precision and m
 * its mean, theta = (S + D)^-1 (b + D m), and the variance at x is x' (S + D)^-1 x in units of the noise's (Hoerl and
 * Kennard 1970; Li et al. 2010, LinUCB, arXiv:1003.0146).
 */
final class Belief {
    /** How near to 0 and 1 a quality is drawn away from them. */
    private static final double SOFT = 0.05;

    private final double[] theta;
    private final double[] factor;
    private final double weight;

    private Belief(double[] theta, double[] factor, double weight) {
        this.theta = theta;
        this.factor = factor;
        this.weight = weight;
    }

    /**
     * From sums, as {@link Lessons} lays them out.
     *
     * @param sums of the lessons, scaled down to what they weigh now
     * @param mean of the prior
     * @param shape precisions of the prior
     * @return null if the sums are no sums of lessons: not finite, or without a positive definite matrix
     */
    static @Nullable Belief of(double[] sums, double[] mean, Shrinkage shape) {
        int d = mean.length;
        double[] factor = new double[Packed.size(d)];
        double[] theta = new double[d];
        for (int i = 0; i < d; i++) {
            theta[i] = sums[i] + shape.precision(i) * mean[i];
        }
        System.arraycopy(sums, d, factor, 0, factor.length);
        double weight = factor[0];
        if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
            return null;
        }
        for (int i = 0; i < d; i++) {
            factor[Packed.at(i, i)] += shape.precision(i);
        }
        if (!Packed.factor(factor, d)) {
            return null;
        }
        Packed.forward(factor, theta);
        Packed.backward(factor, theta);
        for (double each : theta) {
            if (!Double.isFinite(each)) {
                return null;
            }
        }
        return new Belief(theta, factor, weight);
    }

    /**
     * Expected quality, above 0 and below 1. Near these limits it grows ever more slowly, as linear beliefs run beyond
     * them; what promises more stays ahead.
     */
    double mean(double[] x) {
        double value = value(x);
        if (value > 1 - SOFT) {
            return 1 - SOFT * Math.exp((1 - SOFT - value) / SOFT);
        }
        return value < SOFT ? SOFT * Math.exp((value - SOFT) / SOFT) : value;
    }

    /** The expectation, unbounded. */
    double value(double[] x) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            sum += theta[i] * x[i];
        }
        return sum;
    }

    /** Standard deviation of the expectation, in units of the noise's. */
    double deviation(double[] x) {
        double[] y = x.clone();
        Packed.forward(factor, y);
        double sum = 0;
        for (double each : y) {
            sum += each * each;
        }
        return Math.sqrt(sum);
    }

    /** How many lessons it rests on, decayed ones counted in part. */
    double weight() {
        return weight;
    }
}
