package gateway.quota;

import java.time.Duration;

/** How much of a counter is asked for, and in how large parts. Guarded by the lock of its {@link Slices}. */
final class Demand {
    /** For so many requests of the usual size a lease is taken at once, as long as there is plenty. */
    private static final int AHEAD = 8;

    private static final double SMOOTHING = 0.3;

    private long taken;
    private double perSecond;
    private long usual;
    private long usedAt;

    /** The same in the next window. */
    Demand goingOn() {
        Demand next = new Demand();
        next.perSecond = perSecond;
        next.usual = usual;
        next.usedAt = usedAt;
        return next;
    }

    /** A request is served. */
    void take(long amount, long now) {
        taken += amount;
        usual = Math.max(amount, usual - usual / AHEAD);
        usedAt = now;
    }

    /** A request waits. */
    void ask(long amount) {
        usual = Math.max(usual, amount);
    }

    /**
     * Learns the rate.
     *
     * @param seconds since the last time; infinite where there is none
     */
    void beat(double seconds) {
        if (seconds > 0) {
            perSecond += SMOOTHING * (taken / seconds - perSecond);
            taken = 0;
        }
    }

    boolean isIdle(long now, Duration idle) {
        return now - usedAt > idle.toMillis();
    }

    /** What so many seconds will need at the present rate, at least a few requests, and no more than the limit. */
    long ahead(double seconds, long limit) {
        return (long) Math.ceil(Math.min(Math.max(perSecond * seconds, (double) AHEAD * usual), (double) limit));
    }

    /** So much in whole requests of the usual size, so that a lease is not left with a part of one. */
    long whole(long amount) {
        return amount <= 0 ? 0 : amount - amount % Math.max(1, usual);
    }
}
