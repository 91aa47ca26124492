package gateway.session;

import gateway.control.KeyHash;
import gateway.model.Redacted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this process, in memory: they end with it. A token is 256 random bits; only its hash is kept, and
 * looked for, so that the time that it takes tells nothing about any token. Thread-safe.
 */
public final class Sessions {
    /** A session that nobody uses ends. */
    public static final Duration IDLE = Duration.ofMinutes(30);

    /** A session ends, however much it is used. */
    public static final Duration LONGEST = Duration.ofHours(12);

    private static final int MOST = 1_000;

    private final Map<String, Used> byHash = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Begins with none.
     *
     * @param clock tells when a session is over
     * @param random must be fit for secrets
     */
    public Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * A session that has just begun.
     *
     * @param token known to the browser alone
     * @param session what it stands for
     */
    public record Opened(Redacted token, Session session) {}

    private record Used(Session session, Instant last) {
        boolean holds(Instant now) {
            return now.isBefore(session.until()) && now.isBefore(last.plus(IDLE));
        }
    }

    /**
     * Begins a session of whoever has a key.
     *
     * @param key whose holder is let in; must have been checked
     */
    public Opened open(Redacted key) {
        return open(new Session.Holder.Key(new Redacted(KeyHash.of(key.value()))), LONGEST);
    }

    /**
     * Begins a session; where there are too many, the one that was not used for the longest time ends.
     *
     * @param holder who is let in; must have been checked
     * @param length how long it lasts at most; {@link #LONGEST} counts where that is shorter
     */
    public Opened open(Session.Holder holder, Duration length) {
        Instant now = clock.instant();
        byHash.values().removeIf(used -> !used.holds(now));
        if (byHash.size() >= MOST) {
            byHash.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().last()))
                    .ifPresent(oldest -> byHash.remove(oldest.getKey()));
        }
        String token = Secrets.next(random);
        Instant until = now.plus(length.compareTo(LONGEST) < 0 ? length : LONGEST);
        Session session = new Session(holder, new Redacted(Secrets.next(random)), until);
        byHash.put(KeyHash.of(token), new Used(session, now));
        return new Opened(new Redacted(token), session);
    }

    /**
     * The session of a token; null if there is none, or it is over.
     *
     * @param used whether somebody does something, so that the session goes on; false for what a page does by itself
     */
    public @Nullable Session find(Redacted token, boolean used) {
        Instant now = clock.instant();
        String hash = KeyHash.of(token.value());
        Used found = byHash.computeIfPresent(
                hash, (key, before) -> !before.holds(now) ? null : used ? new Used(before.session(), now) : before);
        return found == null ? null : found.session();
    }

    /** Ends a session, if there is one. */
    public void close(Redacted token) {
        byHash.remove(KeyHash.of(token.value()));
    }
}
