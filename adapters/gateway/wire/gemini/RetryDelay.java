package gateway.wire.gemini;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long Google wants to be left alone: a protobuf Duration in JSON, such as {@code 48s} or {@code 0.5s}. */
final class RetryDelay {
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");
    private static final int NANOS = 9;

    private RetryDelay() {}

    /** The duration; null for anything else. */
    static @Nullable Duration of(String text) {
        Matcher seconds = SECONDS.matcher(text);
        return seconds.matches()
                ? Duration.ofNanos(
                        new BigDecimal(seconds.group(1)).movePointRight(NANOS).longValueExact())
                : null;
    }

    /** A {@code retry-after} header in seconds, the only form that Google sends; null for anything else. */
    static @Nullable Duration ofHeader(@Nullable String seconds) {
        return seconds == null ? null : of(seconds.strip() + "s");
    }
}
