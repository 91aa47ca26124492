package gateway.session;

import gateway.control.KeyHash;
import gateway.model.Redacted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Logins whose browsers are at the identity provider, in memory. Each can be ended once, within ten minutes, by the
 * browser that began it. There is room for a number of them, and for fewer of one address, so that whoever begins many
 * loses his own first. Thread-safe.
 */
public final class PendingLogins {
    /** A login must be over by then. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int OF_ADDRESS = 100;
    private static final int OF_ALL = 5_000;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Object lock = new Object();
    private final Map<String, Waiting> byHash = new HashMap<>();

    /**
     * Begins with none.
     *
     * @param clock tells when a login has taken too long
     * @param random must be fit for secrets
     */
    public PendingLogins(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * A login that has begun.
     *
     * @param token known to the browser alone
     * @param state goes to the provider and comes back with the browser
     * @param nonce must stand in the ID token
     * @param verifier what the provider is shown for the code (RFC 7636), of which it has seen the hash before
     * @param place where in the dashboard the browser goes on, a fragment
     */
    public record Pending(Redacted token, Redacted state, Redacted nonce, Redacted verifier, String place) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Pending[]";
        }
    }

    private record Waiting(Pending pending, String address, Instant begun) {
        boolean holds(Instant now) {
            return now.isBefore(begun.plus(LONGEST));
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Waiting[]";
        }
    }

    /**
     * Begins a login.
     *
     * @param address of the browser
     * @param place where in the dashboard it goes on
     */
    public Pending begin(String address, String place) {
        Pending pending = new Pending(secret(), secret(), secret(), secret(), place);
        Instant now = clock.instant();
        synchronized (lock) {
            byHash.values().removeIf(each -> !each.holds(now));
            if (byHash.values().stream()
                            .filter(each -> each.address().equals(address))
                            .count()
                    >= OF_ADDRESS) {
                forgetOldest(address);
            } else if (byHash.size() >= OF_ALL) {
                forgetOldest(null);
            }
            byHash.put(KeyHash.of(pending.token().value()), new Waiting(pending, address, now));
        }
        return pending;
    }

    /**
     * Ends a login: the next call with the same token finds none.
     *
     * @param token which the browser has
     * @param state which the provider has sent back
     * @return null if there is no such login, it is over, or the state is that of another one
     */
    public @Nullable Pending end(Redacted token, String state) {
        Instant now = clock.instant();
        String hash = KeyHash.of(token.value());
        synchronized (lock) {
            Waiting found = byHash.get(hash);
            if (found == null || !found.holds(now) || !matches(found.pending().state(), state)) {
                return null;
            }
            byHash.remove(hash);
            return found.pending();
        }
    }

    private void forgetOldest(@Nullable String address) {
        byHash.entrySet().stream()
                .filter(entry -> address == null || entry.getValue().address().equals(address))
                .min(Comparator.comparing(entry -> entry.getValue().begun()))
                .ifPresent(oldest -> byHash.remove(oldest.getKey()));
    }

    private static boolean matches(Redacted expected, String given) {
        return MessageDigest.isEqual(
                expected.value().getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private Redacted secret() {
        return new Redacted(Secrets.next(random));
    }
}
