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
    /** Version and half-life, era, generation, model, which may have slashes of its own. */
    private static final int PARTS = 4;

    public Kept {
        sums = Map.copyOf(sums);
        outdated = List.copyOf(outdated);
        damaged = List.copyOf(damaged);
    }

    /** The sums of a model's newest generation, of all eras together. */
    record Newest(int generation, Sums sums, List<String> keys) {
        Newest {
            keys = List.copyOf(keys);
        }

        Newest plus(String key, Sums other) {
            List<String> both = new ArrayList<>(keys);
            both.add(key);
            return new Newest(generation, sums.plus(other), both);
        }
    }

    /**
     * Sorts.
     *
     * @param prefix of the keys that are wanted; others may be of another version that runs beside this one
     * @param era in whose numbers sums are wanted; of those before the last one nothing is left
     * @param size how many numbers sums have
     */
    static Kept of(Map<String, Sums> kept, String prefix, int era, int size) {
        Map<String, Newest> newest = new HashMap<>();
        List<String> outdated = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        kept.forEach((key, sums) -> {
            String[] parts = key.split("/", PARTS);
            if (!parts[0].equals(prefix)) {
                return;
            }
            int of = parts.length == PARTS ? number(parts[1]) : -1;
            int generation = parts.length == PARTS ? number(parts[2]) : -1;
            double[] values = sums.toArray();
            if (of < 0 || generation < 0 || !sums.isSound() || values.length != size || !isPositive(values, size)) {
                damaged.add(key);
                return;
            }
            if (of < era - 1) {
                outdated.add(key);
                return;
            }
            double[] now = new double[size];
            Lessons.add(now, values, Decay.between(of, era));
            Newest found = new Newest(generation, new Sums(now), List.of(key));
            Newest other = newest.get(parts[PARTS - 1]);
            if (other == null || other.generation() < generation) {
                if (other != null) {
                    outdated.addAll(other.keys());
                }
                newest.put(parts[PARTS - 1], found);
            } else if (other.generation() == generation) {
                newest.put(parts[PARTS - 1], other.plus(key, found.sums()));
            } else {
                outdated.add(key);
            }
        });
        return new Kept(newest, outdated, damaged);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Whether the matrix is one of sums of squares: no number of it alone may tell, so the whole is factored. */
    private static boolean isPositive(double[] values, int size) {
        int d = Lessons.dimension(size);
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
}
