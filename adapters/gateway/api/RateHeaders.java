package gateway.api;

import gateway.model.Dialect;
import gateway.model.Rates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is left of a caller's rates, in the headers in which clients of a dialect look for it. */
final class RateHeaders {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final int MILLI_DIGITS = 3;

    private RateHeaders() {}

    /** Puts them; none for what has no limit. */
    static void put(Map<String, String> headers, Dialect dialect, Rates rates, Instant now) {
        put(headers, dialect, "requests", rates.requests(), now);
        put(headers, dialect, "tokens", rates.tokens(), now);
    }

    private static void put(
            Map<String, String> headers, Dialect dialect, String what, Rates.@Nullable Rate rate, Instant now) {
        if (rate == null) {
            return;
        }
        String limit = Long.toString(rate.limit());
        String remaining = Long.toString(rate.remaining());
        switch (dialect) {
            case ANTHROPIC -> {
                String name = "anthropic-ratelimit-" + what;
                headers.put(name + "-limit", limit);
                headers.put(name + "-remaining", remaining);
                headers.put(name + "-reset", rate.reset().toString());
            }
            // the others have none of their own for clients
            case OPENAI, GEMINI, BEDROCK -> {
                headers.put("x-ratelimit-limit-" + what, limit);
                headers.put("x-ratelimit-remaining-" + what, remaining);
                headers.put("x-ratelimit-reset-" + what, span(Duration.between(now, rate.reset())));
            }
        }
    }

    /** A time as OpenAI writes it: {@code 120ms}, {@code 8.64s}, {@code 6m0s}, {@code 1h0m0s}; rounded up. */
    static String span(Duration span) {
        if (!span.isPositive()) {
            return "0s";
        }
        long millis = span.plusNanos(999_999).toMillis();
        if (millis < SECOND) {
            return millis + "ms";
        }
        long seconds = millis / SECOND;
        BigDecimal part = BigDecimal.valueOf(millis)
                .movePointLeft(MILLI_DIGITS)
                .remainder(BigDecimal.valueOf(MINUTE))
                .setScale(MILLI_DIGITS, RoundingMode.UNNECESSARY);
        String text = (part.signum() == 0 ? "0" : part.stripTrailingZeros().toPlainString()) + "s";
        if (seconds >= MINUTE) {
            text = seconds % HOUR / MINUTE + "m" + text;
        }
        return seconds >= HOUR ? seconds / HOUR + "h" + text : text;
    }
}
