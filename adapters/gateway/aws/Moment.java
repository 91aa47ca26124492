package gateway.aws;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants as texts of one length, which sort as the instants do. */
final class Moment {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Moment() {}

    /** The text of an instant; one outside of the years 0 to 9999 is moved to their end. */
    static String of(Instant instant) {
        Instant from = instant.isBefore(FIRST) ? FIRST : instant;
        return FORM.format(from.isAfter(LAST) ? LAST : from);
    }
}
