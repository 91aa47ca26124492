package gateway.routing;

import org.jspecify.annotations.Nullable;

/** What is learnt of one model. Confined to whoever holds the lock of {@link Experience}. */
final class Arm {
    /** How many lessons' worth of what was learnt before a change is kept. */
    static final double REMEMBERED = 3;

    private static final double ALARM = 9;
    /** A model that was left is hardly tried, and so has to be believed sooner. */
    private static final double EARLY_ALARM = 3;

    private static final int PROBATION = 300;

    private final Prior prior;
    private final int dimension;
    private double[] shared;
    private double[] own;
    /** Of its own, what is being written right now. */
    private double @Nullable [] inFlight;

    private int generation;
    /** Lessons for which it is still tried more often than it would be; 0 = not on probation. */
    private int probation;

    private DriftWatch watch = new DriftWatch(ALARM, ALARM);

    /** In which way a model is another one than was believed. */
    enum Change {
        WORSE,
        BETTER
    }

    Arm(Prior prior, int dimension) {
        this.prior = prior;
        this.dimension = dimension;
        this.shared = new double[Lessons.size(dimension)];
        this.own = new double[Lessons.size(dimension)];
    }

    int generation() {
        return generation;
    }

    boolean isOnProbation() {
        return probation > 0;
    }

    double offset() {
        return prior.offset();
    }

    /**
     * All that counts for its belief.
     *
     * @param scale of what was learnt here; benchmarks do not age
     */
    double[] sums(double scale) {
        double[] all = new double[shared.length];
        if (generation == 0 && prior.sums().size() == all.length) {
            Lessons.add(all, prior.sums().toArray(), 1);
        }
        Lessons.add(all, shared, scale);
        Lessons.add(all, own, scale);
        double[] away = inFlight;
        if (away != null) {
            Lessons.add(all, away, scale);
        }
        return all;
    }

    /**
     * Learns.
     *
     * @param growth weight of a lesson of its age
     * @param expected what was believed before
     * @return in which way its belief has turned out to be wrong, so that it begins anew; null while it has not
     */
    @Nullable Change learn(double[] x, double reward, double weight, double growth, double expected) {
        Lessons.add(own, x, reward, weight * growth);
        probation = Math.max(0, probation - 1);
        double[] since = watch.see(x, reward, weight, expected);
        if (since == null) {
            return null;
        }
        double[] before = sums(1 / growth);
        double scale = Math.min(1, REMEMBERED / Math.max(1e-9, Lessons.weight(before, dimension)));
        Change change = level(since) < level(before) ? Change.WORSE : Change.BETTER;
        begin(generation + 1, change == Change.WORSE || isOnProbation());
        Lessons.add(own, before, scale * growth);
        Lessons.add(own, since, growth);
        return change;
    }

    /**
     * Takes what is kept for all replicas; a later generation than its own replaces all that it knew, but for what was
     * learnt here and is not kept yet.
     *
     * @param scale of what is kept
     */
    void take(int kept, double[] sums, double scale) {
        if (kept < generation) {
            return;
        }
        if (kept > generation) {
            boolean fell = level(sums) < level(sums(scale));
            double[] mine = own;
            begin(kept, fell || isOnProbation());
            own = mine;
        }
        shared = sums.clone();
    }

    /** What was learnt here since the last time, which counts as being written from now on; null if nothing was. */
    double @Nullable [] send() {
        if (inFlight == null && Lessons.weight(own, dimension) > 0) {
            inFlight = own;
            own = new double[own.length];
        }
        return inFlight;
    }

    /** What was sent is kept. */
    void sent() {
        double[] away = inFlight;
        if (away != null) {
            Lessons.add(shared, away, 1);
            inFlight = null;
        }
    }

    /** Counts all in other numbers. */
    void scale(double factor) {
        shared = scaled(shared, factor);
        own = scaled(own, factor);
        double[] away = inFlight;
        inFlight = away == null ? null : scaled(away, factor);
    }

    private static double[] scaled(double[] sums, double factor) {
        double[] scaled = new double[sums.length];
        Lessons.add(scaled, sums, factor);
        return scaled;
    }

    private void begin(int next, boolean doubted) {
        generation = next;
        probation = doubted ? PROBATION : 0;
        shared = new double[shared.length];
        own = new double[own.length];
        inFlight = null;
        watch = new DriftWatch(ALARM, doubted ? EARLY_ALARM : ALARM);
    }

    /** Mean reward. */
    private double level(double[] sums) {
        double weight = Lessons.weight(sums, dimension);
        return weight > 0 ? sums[0] / weight : 0;
    }
}
