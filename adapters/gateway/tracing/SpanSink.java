package gateway.tracing;

import gateway.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Where spans go when they have ended, and what they are made with. Thread-safe. */
final class SpanSink {
    private final Consumer<List<CallSpan>> ended;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RandomGenerator random;

    /**
     * Takes what it needs.
     *
     * @param ended takes spans that have ended, and must not block
     * @param clock the time of day
     * @param ticker the time between two moments
     * @param random makes ids, which are no secrets
     */
    SpanSink(Consumer<List<CallSpan>> ended, InstantSource clock, Ticker ticker, RandomGenerator random) {
        this.ended = ended;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
    }

    /** Takes spans that have ended. */
    void take(List<CallSpan> spans) {
        ended.accept(spans);
    }

    /** Nanoseconds of the ticker now. */
    long nanos() {
        return ticker.nanos();
    }

    /** What is to be added to the ticker's nanoseconds, to make them nanoseconds since 1970. */
    long toEpoch() {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - ticker.nanos();
    }

    /** A random number for an id; never 0, which would be none. */
    long number() {
        long number;
        do {
            number = random.nextLong();
        } while (number == 0);
        return number;
    }
}
