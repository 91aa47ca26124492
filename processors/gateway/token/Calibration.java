package gateway.token;

import org.jspecify.annotations.Nullable;

/** What was learnt about one model's counts. Thread-safe. */
final class Calibration {
    /** Texts of fewer tokens tell more about what is around them. */
    private static final long LEARNT_FROM = 64;
    /** Share of a surplus that is forgotten by each call without one. */
    private static final double FORGOTTEN = 1.0 / 300;

    final Tokenizer tokenizer;
    private final Ratio estimated;
    private final Ratio exact = new Ratio(1, 1);
    private final Ratio output;
    private double surplus;

    Calibration(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        estimated = new Ratio(tokenizer.likely(), tokenizer.upper());
        output = new Ratio(tokenizer.likely(), tokenizer.upper());
    }

    /** The best guess for the input's text. */
    synchronized long likely(TextTally tally, @Nullable Long counted) {
        return Math.round(counted == null ? tally.likely() * estimated.likely() : counted * exact.likely());
    }

    /** The upper bound of the input's text. */
    synchronized long upper(TextTally tally, @Nullable Long counted) {
        double text = counted == null ? tally.upper() * estimated.upper() : counted * exact.upper();
        return (long) Math.ceil(text + surplus);
    }

    /** The best guess for an answer's text. */
    synchronized long output(TextTally tally) {
        return Math.round(tally.likely() * output.likely());
    }

    /**
     * Takes what a provider told about an input.
     *
     * @param actual its tokens, without those around the text
     */
    synchronized void learn(TextTally tally, @Nullable Long counted, long actual) {
        long likely = counted == null ? tally.likely() : counted;
        long upper = counted == null ? tally.upper() : counted;
        if (likely >= LEARNT_FROM) {
            (counted == null ? estimated : exact).learn(Math.max(1, actual), likely, upper);
        } else {
            double over = actual - upper * (counted == null ? estimated : exact).upper();
            surplus = over > surplus ? over : surplus + (Math.max(0, over) - surplus) * FORGOTTEN;
        }
    }

    /** Takes what a provider told about an answer. */
    synchronized void learnOutput(TextTally tally, long actual) {
        if (tally.likely() >= LEARNT_FROM) {
            output.learn(Math.max(1, actual), tally.likely(), tally.upper());
        }
    }
}
