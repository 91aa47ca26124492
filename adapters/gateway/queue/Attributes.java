package gateway.queue;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a message that mean something to us, by their names as in HTTP; all others are dropped where they
 * arrive. JMS has no dashes in names of properties: there an underscore, or {@code _HYPHEN_} as Camel writes it, stands
 * for one. Used by one thread.
 */
final class Attributes {
    /** The client's own key of a request. */
    static final String IDEMPOTENCY_KEY = "idempotency-key";
    /** What a client can say, as headers of HTTP. */
    static final Set<String> HEADERS = Set.of(
            "authorization",
            "x-api-key",
            "x-serai-residency",
            "x-serai-domain",
            "x-serai-deadline-ms",
            "x-serai-on-deadline",
            "x-serai-first-token-ms",
            "x-serai-failover",
            "x-serai-strict",
            "cache-control",
            Attributes.IDEMPOTENCY_KEY);
    /** Where the reply is to go; JMS has a header for it, too. */
    static final String REPLY_TO = "reply-to";
    /** What the reply must bring back; JMS has a header for it, too. */
    static final String CORRELATION_ID = "correlation-id";
    /** What a message that was put back has been through: see {@link Journey}. */
    static final String JOURNEY = "x-serai-journey";

    private static final Set<String> OTHERS = Set.of(REPLY_TO, CORRELATION_ID, JOURNEY);

    private final Map<String, String> known = new TreeMap<>();

    /**
     * Adds one. A repeated one counts as one with commas between, so that no demand that comes second is overlooked.
     */
    void put(String name, @Nullable String value) {
        String plain = name.toLowerCase(Locale.ROOT).replace("_hyphen_", "-").replace('_', '-');
        if (value != null && (HEADERS.contains(plain) || OTHERS.contains(plain))) {
            known.merge(plain, value, (one, other) -> one + ", " + other);
        }
    }

    /** All of them. */
    Map<String, String> all() {
        return Map.copyOf(known);
    }
}
