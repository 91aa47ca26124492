package gateway.routing;

import java.time.Duration;
import java.time.Instant;

/**
 * Forward decay (Cormode, Shkapenyuk, Srivastava and Xu 2009): a lesson's weight grows with its time, 2 to the power of
 * the half-lives since a fixed moment, and all are scaled down when read; so what is kept is only ever added to.
 * Weights would grow without end: every {@value #SPAN} half-lives a new era begins, whose weights begin at 1.
 *
 * @param halfLife after which a lesson counts half
 */
record Decay(Duration halfLife) {
    /** Half-lives of an era: weights stay below 2^32, which a store's numbers have room for. */
    private static final int SPAN = 32;

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    /** The era of a moment; the first one is 0. */
    int era(Instant at) {
        return (int) Math.max(0, Math.floor(age(at) / SPAN));
    }

    /** The weight of a lesson of a moment, as an era counts it. */
    double growth(Instant at, int era) {
        return Math.pow(2, age(at) - (double) era * SPAN);
    }

    /** What numbers of an era are multiplied with, to be numbers of another one. */
    static double between(int from, int to) {
        return Math.pow(2, ((double) from - to) * SPAN);
    }

    private double age(Instant at) {
        return (double) Duration.between(FIRST, at).toMillis() / halfLife.toMillis();
    }
}
