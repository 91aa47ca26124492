package gateway.routing;

import java.util.function.Function;

/**
 * What is known of the lengths of answers before one was seen.
 *
 * @param usual tokens of an average model's answer
 * @param usualWeight how many answers that counts for
 * @param levels how long a model's answers are
 * @param version of the contexts
 * @param shape sums of lessons, as {@link Lessons}, whose reward is the length of the answers to a prompt in proportion
 *     to the usual one; empty where nothing is known
 */
public record LengthPrior(
        double usual, double usualWeight, Function<String, Level> levels, String version, Sums shape) {
    private static final double FIRST = 300;
    private static final double FIRST_WEIGHT = 3;

    /**
     * A model's answers.
     *
     * @param ratio their length in proportion to those of an average model
     * @param weight how many answers that counts for
     */
    public record Level(double ratio, double weight) {
        /** Of a model of which nothing is known. */
        public static final Level UNKNOWN = new Level(1, 3);
    }

    /**
     * Nothing is known.
     *
     * @param version of the contexts
     * @param dimension how many numbers they have
     */
    public static LengthPrior none(String version, int dimension) {
        return new LengthPrior(
                FIRST, FIRST_WEIGHT, model -> Level.UNKNOWN, version, new Sums(new double[Lessons.size(dimension)]));
    }

    /**
     * Of benchmarks, whose prompts may be answered in another length than requests are: only proportions count.
     *
     * @param levels by model
     * @param shape as in the record
     */
    public static LengthPrior relative(Function<String, Level> levels, String version, Sums shape) {
        return new LengthPrior(FIRST, FIRST_WEIGHT, levels, version, shape);
    }

    /** Shows no numbers. */
    @Override
    public String toString() {
        return "LengthPrior[" + shape + "]";
    }
}
