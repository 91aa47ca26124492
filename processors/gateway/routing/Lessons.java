package gateway.routing;

/**
 * Sums over lessons, which are all that is kept of them: for contexts x of d numbers, of which the first is 1, and
 * rewards r, first the d sums of r x, then those of x x' as {@link Packed}. So number 0 is the sum of rewards, and
 * number d that of the weights. They can be added up in any order, by any number of replicas.
 */
final class Lessons {
    private Lessons() {}

    /** How many numbers there are. */
    static int size(int dimension) {
        return dimension + Packed.size(dimension);
    }

    /** The dimension of sums of a size. */
    static int dimension(int size) {
        int d = 0;
        while (size(d) < size) {
            d++;
        }
        return d;
    }

    /** Adds a lesson. */
    static void add(double[] sums, double[] x, double reward, double weight) {
        for (int i = 0; i < x.length; i++) {
            sums[i] += weight * reward * x[i];
        }
        Packed.addOuter(sums, x.length, x, weight);
    }

    /** Adds other sums, scaled. */
    static void add(double[] sums, double[] others, double scale) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i] * scale;
        }
    }

    /** The weight of all lessons. */
    static double weight(double[] sums, int dimension) {
        return sums[dimension];
    }
}
