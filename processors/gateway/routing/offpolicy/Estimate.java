package gateway.routing.offpolicy;

/**
 * A value with its 95 % interval.
 *
 * @param value what is estimated
 * @param error its standard error; NaN of fewer than two rounds
 */
public record Estimate(double value, double error) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double QUANTILE = 1.959964;

    /** The lower end of the interval. */
    public double low() {
        return value - QUANTILE * error;
    }

    /** The upper end of the interval. */
    public double high() {
        return value + QUANTILE * error;
    }

    /** Whether a value lies within the interval. */
    public boolean covers(double truth) {
        return truth >= low() && truth <= high();
    }
}
