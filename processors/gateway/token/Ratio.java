package gateway.token;

/**
 * How what was counted relates to what providers tell, learnt call by call. Not thread-safe.
 *
 * <p>The likely one is a moving average, in which what was assumed before counts as one call. The upper one jumps to
 * what is seen, with a margin, and sinks slowly: after some 200 calls it has forgotten half.
 */
final class Ratio {
    private static final double AVERAGED = 1.0 / 32;
    private static final double SINKS = 1.0 / 300;
    private static final double MARGIN = 1.1;
    private static final double LEAST = 0.3;
    private static final double MOST = 4;

    private double likely;
    private double upper;
    private double learnt;

    Ratio(double likely, double upper) {
        this.likely = likely;
        this.upper = upper;
    }

    double likely() {
        return likely;
    }

    double upper() {
        return upper;
    }

    /** Takes what a provider told, over what was counted as likely and as upper. */
    void learn(long actual, long countedLikely, long countedUpper) {
        double seen = clamp((double) actual / countedLikely);
        learnt++;
        likely += (seen - likely) * Math.max(AVERAGED, 1 / (learnt + 1));
        double least = clamp((double) actual / countedUpper * MARGIN);
        upper = least > upper ? least : upper + (least - upper) * SINKS;
    }

    private static double clamp(double ratio) {
        return Math.clamp(ratio, LEAST, MOST);
    }
}
