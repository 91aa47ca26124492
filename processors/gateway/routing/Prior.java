package gateway.routing;

/**
 * What is believed of a model before it was tried.
 *
 * @param offset how much better than the average model it should be, by what the registry says of it
 * @param sums of lessons from benchmarks, as {@link Lessons}; empty where there are none
 */
public record Prior(double offset, Sums sums) {
    /** Of a model of which nothing is known. */
    public static final Prior NONE = new Prior(0, new Sums(new double[0]));

    /** Shows no numbers. */
    @Override
    public String toString() {
        return "Prior[" + sums + "]";
    }
}
