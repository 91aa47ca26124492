package gateway.routing.evaluation;

/**
 * A mean over seeds with its 95 % interval, mean +- half.
 *
 * @param mean over the seeds
 * @param half the 97.5 % quantile of Student's t distribution times the standard error; 0 of a single seed
 */
record Spread(double mean, double half) {
    /** The 97.5 % quantiles for 1, 2, ... degrees of freedom. */
    private static final double[] QUANTILES = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.96;

    static Spread of(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int freedom = values.length - 1;
        if (freedom < 1) {
            return new Spread(mean, 0);
        }
        double quantile = freedom <= QUANTILES.length ? QUANTILES[freedom - 1] : NORMAL;
        return new Spread(mean, quantile * Math.sqrt(squares / freedom / values.length));
    }
}
