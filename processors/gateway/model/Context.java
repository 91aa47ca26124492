package gateway.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What a router sees of a request: numbers of a fixed meaning, from which no content can be read back.
 *
 * @param version names their meaning, such as {@code f1}; contexts of different versions cannot be compared
 * @param values finite
 */
public record Context(String version, List<Double> values) {
    /** Of a request that no router has looked at. */
    public static final Context NONE = new Context("", List.of());

    public Context {
        values = List.copyOf(values);
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a context holds finite numbers only");
            }
        }
    }

    /** Takes a copy of the numbers. */
    public Context(String version, double[] values) {
        this(version, boxed(values));
    }

    /** How many numbers there are. */
    public int size() {
        return values.size();
    }

    /** The number at an index. */
    public double at(int index) {
        return values.get(index);
    }

    /** A copy of the numbers. */
    public double[] toArray() {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        return numbers;
    }

    /** Shows none of the numbers. */
    @Override
    public String toString() {
        return "Context[" + version + ", " + values.size() + " numbers]";
    }

    private static List<Double> boxed(double[] values) {
        List<Double> boxed = new ArrayList<>(values.length);
        for (double value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}
