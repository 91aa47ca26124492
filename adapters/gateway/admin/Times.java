package gateway.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads moments and spans as administrators write them. */
final class Times {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Times() {}

    /** A moment, such as {@code 2026-12-31T23:00:00Z}; null if it is none. */
    static @Nullable Instant instant(String text) {
        try {
            Instant read = Instant.parse(text);
            int year = read.atOffset(ZoneOffset.UTC).getYear();
            // beyond, stores could not put it in order
            return year >= FIRST_YEAR && year <= LAST_YEAR ? read : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A day, such as {@code 2026-12-31}; null if it is none. */
    static @Nullable LocalDate day(String text) {
        try {
            LocalDate read = LocalDate.parse(text);
            return read.getYear() >= FIRST_YEAR && read.getYear() < LAST_YEAR ? read : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A span, such as {@code 24h}, {@code 7d} or {@code PT24H}; null if it is none. */
    static @Nullable Duration span(String text) {
        String iso = text.toUpperCase(Locale.ROOT);
        if (text.matches("\\d{1,9}[smh]")) {
            iso = "PT" + iso;
        } else if (text.matches("\\d{1,9}d")) {
            iso = "P" + iso;
        }
        try {
            return Duration.parse(iso);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
