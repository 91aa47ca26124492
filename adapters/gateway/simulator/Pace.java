package gateway.simulator;

/**
 * How fast and how much the simulator talks.
 *
 * @param firstByteMs milliseconds before the first byte
 * @param intervalMs milliseconds between two words, 0 for all at once
 * @param tokens words of an answer, 0 for as many as it has by itself
 */
public record Pace(int firstByteMs, int intervalMs, int tokens) {
    /** As fast as a quick model. */
    public static final Pace DEFAULT = new Pace(20, 5, 0);

    /** Without any pause. */
    public static final Pace INSTANT = new Pace(0, 0, 0);

    /** Checks the numbers. */
    public Pace {
        if (firstByteMs < 0 || intervalMs < 0 || tokens < 0) {
            throw new IllegalArgumentException("firstByteMs, intervalMs and tokens must not be negative");
        }
    }
}
