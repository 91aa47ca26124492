package gateway.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a store keeps, sorted.
 *
 * @param sums the newest of each model
 * @param outdated keys that nobody needs any more
 * @param damaged keys whose numbers are no sums of lessons
 */
public record Kept(Map<String, Newest> sums, List<String> outdated, List<String> damaged) {
    public Kept {
        sums = Map.copyOf(sums);
        outdated = List.copyOf(outdated);
        damaged = List.copyOf(damaged);
    }

    /** The sums of a model's newest generation. */
    record Newest(int generation, Sums sums, String key) {}

    static Kept of(Map<String, Sums> kept, String version, int size) {
        Map<String, Newest> newest = new HashMap<>();
        List<String> outdated = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        kept.forEach((key, sums) -> {
            String[] parts = key.split("/", 3);
            if (parts.length != 3 || !parts[0].equals(version)) {
                // of another version of the gateway, which may be running beside this one
                return;
            }
            int generation = generation(parts[1]);
            double[] values = sums.toArray();
            if (generation < 0 || !sums.isSound() || values.length != size || !isPositive(values, size)) {
                damaged.add(key);
                return;
            }
            Newest other = newest.get(parts[2]);
            if (other == null || other.generation() < generation) {
                if (other != null) {
                    outdated.add(other.key());
                }
                newest.put(parts[2], new Newest(generation, sums, key));
            } else {
                outdated.add(key);
            }
        });
        return new Kept(newest, outdated, damaged);
    }

    private static int generation(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether the matrix is one of sums of squares: no number of it alone may tell, so the whole is factored. */
    private static boolean isPositive(double[] values, int size) {
        int d = dimension(size);
        double[] matrix = new double[Packed.size(d)];
        System.arraycopy(values, d, matrix, 0, matrix.length);
        double weight = matrix[0];
        if (!(weight > 0) || Math.abs(values[0]) > weight * (1 + 1e-9)) {
            return false;
        }
        for (int i = 0; i < d; i++) {
            // what rounding may have taken away, in proportion to the sums
            matrix[Packed.at(i, i)] += weight * 1e-6;
        }
        return Packed.factor(matrix, d);
    }

    private static int dimension(int size) {
        int d = 0;
        while (Lessons.size(d) < size) {
            d++;
        }
        return d;
    }
}
