package gateway.routing;

import java.util.Arrays;

/** Numbers that are only ever added up, so that replicas can share them without agreeing on anything. Immutable. */
public final class Sums {
    private final double[] values;

    /** Takes a copy of the numbers. */
    public Sums(double[] values) {
        this.values = values.clone();
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

    /**
     * Both added up.
     *
     * @throws IllegalArgumentException if the other has another number of numbers
     */
    public Sums plus(Sums other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(
                    "sums of " + values.length + " and " + other.values.length + " numbers cannot be added up");
        }
        double[] both = values.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += other.values[i];
        }
        return new Sums(both);
    }

    /** Whether all numbers are finite. */
    public boolean isSound() {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sums sums && Arrays.equals(values, sums.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Sums[" + values.length + " numbers]";
    }
}
