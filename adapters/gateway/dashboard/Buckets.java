package gateway.dashboard;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A histogram with fixed bounds. Immutable. */
final class Buckets {
    private final double[] bounds;
    private final double[] counts;

    /**
     * Takes both arrays over.
     *
     * @param bounds upper bounds of the buckets, growing
     * @param counts how many are in each bucket, the last one for all beyond the last bound
     */
    Buckets(double[] bounds, double[] counts) {
        this.bounds = bounds;
        this.counts = counts;
    }

    /** Those of both; the bounds must be the same. */
    Buckets plus(@Nullable Buckets other) {
        return combined(other, 1);
    }

    /** What was added since an earlier moment. */
    Buckets since(@Nullable Buckets before) {
        return combined(before, -1);
    }

    private Buckets combined(@Nullable Buckets other, int sign) {
        if (other == null) {
            return this;
        }
        double[] sums = counts.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(0, sums[i] + sign * other.counts[i]);
        }
        return new Buckets(bounds, sums);
    }

    /** How many there are. */
    double count() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The value below which a share lies, as if all of a bucket lay evenly in it; the last bound for what is beyond it,
     * and null where there is nothing.
     */
    @Nullable Double quantile(double share) {
        double wanted = share * count();
        if (wanted <= 0) {
            return null;
        }
        double below = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (below + counts[i] >= wanted) {
                double from = i == 0 ? 0 : bounds[i - 1];
                return from + (bounds[i] - from) * (wanted - below) / counts[i];
            }
            below += counts[i];
        }
        return bounds[bounds.length - 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Buckets buckets
                && Arrays.equals(bounds, buckets.bounds)
                && Arrays.equals(counts, buckets.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bounds) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Buckets[" + count() + "]";
    }
}
