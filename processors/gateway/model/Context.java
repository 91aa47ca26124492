package gateway.model;

import java.util.Arrays;

/** What a router sees of a request: numbers of a fixed meaning, from which no content can be read back. Immutable. */
public final class Context {
    /** Of a request that no router has looked at. */
    public static final Context NONE = new Context("", new double[0]);

    private final String version;
    private final double[] values;

    /**
     * Takes the numbers.
     *
     * @param version names their meaning, such as {@code f1}; contexts of different versions cannot be compared
     * @param values finite
     */
    public Context(String version, double[] values) {
        this.version = version;
        this.values = values.clone();
        for (double value : this.values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a context holds finite numbers only");
            }
        }
    }

    /** Names the meaning of the numbers; empty for {@link #NONE}. */
    public String version() {
        return version;
    }

    /** How many numbers there are. */
    public int size() {
        return values.length;
    }

    /** The number at an index. */
    public double at(int index) {
        return values[index];
    }

    /** A copy of the numbers. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Context context
                && version.equals(context.version)
                && Arrays.equals(values, context.values);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + Arrays.hashCode(values);
    }

    /** Shows none of the numbers. */
    @Override
    public String toString() {
        return "Context[" + version + ", " + values.length + " numbers]";
    }
}
