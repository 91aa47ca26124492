package gateway.latency;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts times in buckets that grow by a quarter. Thread-safe; a concurrent halving may lose a few counts. */
final class LatencyHistogram {
    private static final int BUCKETS = 64;
    private static final int FADE_AT = 2_000;
    private static final double GROWTH = Math.log(1.25);

    private final AtomicIntegerArray buckets = new AtomicIntegerArray(BUCKETS);
    private final AtomicInteger count = new AtomicInteger();

    void add(long nanos) {
        buckets.incrementAndGet(bucket(nanos));
        if (count.incrementAndGet() >= FADE_AT) {
            fade();
        }
    }

    int count() {
        return count.get();
    }

    /** Upper bound, in nanoseconds, of the bucket in which the share of all times is reached. */
    long percentile(double share) {
        long wanted = (long) Math.ceil(count.get() * share);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += buckets.get(bucket);
            if (seen >= wanted) {
                return (long) (Math.pow(1.25, bucket) * 1e6);
            }
        }
        return (long) (Math.pow(1.25, BUCKETS - 1) * 1e6);
    }

    private void fade() {
        int left = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            left += buckets.updateAndGet(bucket, value -> value / 2);
        }
        count.set(left);
    }

    private static int bucket(long nanos) {
        double ms = nanos / 1e6;
        return ms <= 1 ? 0 : Math.min(BUCKETS - 1, (int) Math.ceil(Math.log(ms) / GROWTH));
    }
}
