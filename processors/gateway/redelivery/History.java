package gateway.redelivery;

import java.time.Instant;

/**
 * What a message has been through.
 *
 * @param failures attempts that failed, those that found a limit or a switch in their way not counted
 * @param turns how often it was put back
 * @param firstSeen when it was taken for the first time
 */
public record History(int failures, int turns, Instant firstSeen) {
    /** A message that nobody has tried yet. */
    public static History begun(Instant now) {
        return new History(0, 0, now);
    }

    /** The history after another turn. */
    public History after(boolean failed) {
        return new History(failed ? failures + 1 : failures, turns + 1, firstSeen);
    }
}
