package gateway.redelivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the status of a reply whether a message is tried again. A provider's failures are counted; what stands in
 * the way of every message alike (a limit, a switch, too much to do) is waited for, so that a backlog drains within its
 * limits and nothing is given up for it but by age. Thread-safe if its source of chance is.
 */
public final class Redelivery {
    /** The longest delay that SQS has. */
    public static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private static final Set<Integer> FAILURES = Set.of(408, 500, 502, 504);
    private static final Set<Integer> WAITS = Set.of(429, 503);
    private static final int CONFLICT = 409;
    private static final int LIMITED = 429;
    /** Beyond so many doublings every delay is the longest. */
    private static final int DOUBLINGS = 20;

    private final Rules rules;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * How often and how long.
     *
     * @param maxAttempts attempts that may fail
     * @param firstDelay after the first failure; doubled after each further one
     * @param maxDelay after a failure at most
     * @param maxAge a message that was first taken so long ago is not put back any more
     */
    public record Rules(int maxAttempts, Duration firstDelay, Duration maxDelay, Duration maxAge) {}

    /** Takes the rules, the clock for the age, and chance, so that messages do not come back all at once. */
    public Redelivery(Rules rules, InstantSource clock, RandomGenerator random) {
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Decides.
     *
     * @param status HTTP status of the reply
     * @param retryAfter when it may be tried again, if the reply says so
     * @param history before this attempt
     */
    public Fate decide(int status, @Nullable Duration retryAfter, History history) {
        boolean failed = FAILURES.contains(status);
        boolean waits = WAITS.contains(status) || (status == CONFLICT && retryAfter != null);
        if (!failed && !waits) {
            return new Fate.Answered();
        }
        History next = history.after(failed);
        if (next.failures() >= rules.maxAttempts()) {
            return new Fate.GivenUp(Fate.Why.FAILED);
        }
        Instant now = clock.instant();
        if (!now.isBefore(history.firstSeen().plus(rules.maxAge()))) {
            return new Fate.GivenUp(Fate.Why.EXPIRED);
        }
        Duration delay = failed ? backoff(next.failures()) : patience(retryAfter, status == LIMITED);
        return new Fate.Again(delay, next);
    }

    /** Half of the doubled delay for certain, the other half by chance. */
    private Duration backoff(int failures) {
        long doubled = rules.firstDelay().toMillis() << Math.min(failures - 1, DOUBLINGS);
        long most = Math.min(Math.min(doubled, rules.maxDelay().toMillis()), LONGEST_DELAY.toMillis());
        return Duration.ofMillis(most - random.nextLong(most / 2 + 1));
    }

    /**
     * What the reply asks for, and up to a quarter more by chance. Nobody knows when a switch is taken back, so there
     * the rules bound it.
     */
    private Duration patience(@Nullable Duration retryAfter, boolean known) {
        long wanted = (retryAfter == null ? rules.firstDelay() : retryAfter).toMillis();
        long asked = known ? wanted : Math.min(wanted, rules.maxDelay().toMillis());
        long delay = asked + random.nextLong(asked / 4 + 1);
        return Duration.ofMillis(Math.min(delay, LONGEST_DELAY.toMillis()));
    }
}
