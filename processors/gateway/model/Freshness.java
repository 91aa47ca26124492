package gateway.model;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of the cache of answers, by the header {@code cache-control} (RFC 9111, section 5.2.1).
 *
 * @param read whether a kept answer may be given; {@code no-cache} forbids it
 * @param store whether the answer may be kept; {@code no-store} forbids it
 * @param maxAge a kept answer may be so old at most; null = as old as the tenant's rule lets it become
 */
public record Freshness(
        boolean read, boolean store, @Nullable Duration maxAge) {
    /** Of a client that says nothing. */
    public static final Freshness ANY = new Freshness(true, true, null);

    private static final String MAX_AGE = "max-age=";

    /** Reads the header; directives that are unknown, or make no sense, are passed over, as the RFC wants it. */
    public static Freshness of(@Nullable String header) {
        if (header == null) {
            return ANY;
        }
        boolean read = true;
        boolean store = true;
        Duration maxAge = null;
        for (String each : header.split(",", -1)) {
            String directive = each.strip().toLowerCase(Locale.ROOT);
            read &= !directive.equals("no-cache");
            store &= !directive.equals("no-store");
            if (directive.startsWith(MAX_AGE)) {
                maxAge = seconds(directive.substring(MAX_AGE.length()), maxAge);
            }
        }
        return new Freshness(read, store, maxAge);
    }

    private static @Nullable Duration seconds(String text, @Nullable Duration otherwise) {
        try {
            return Duration.ofSeconds(Math.max(0, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
