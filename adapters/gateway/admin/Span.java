package gateway.admin;

import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A span of time that an administrator looks at.
 *
 * @param from not before
 * @param to before
 */
record Span(Instant from, Instant to) {
    /** The clock of another process may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** The query's {@code from} and {@code to}; without them, a usual span that ends now. */
    static Span of(AdminQuery query, Instant now, Duration usual) {
        Instant to = query.instant("to", now.plus(AHEAD).truncatedTo(ChronoUnit.SECONDS));
        Instant from = query.instant("from", to.minus(usual));
        if (!from.isBefore(to)) {
            throw JsonCodec.malformed("'from' must lie before 'to'");
        }
        return new Span(from, to);
    }
}
