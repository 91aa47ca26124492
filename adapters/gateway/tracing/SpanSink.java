package gateway.tracing;

import gateway.Ticker;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Where spans go when they have ended, and what they are made with. Thread-safe. */
final class SpanSink {
    static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("serai");

    private final SpanProcessor processor;
    private final Resource resource;
    private final InstantSource clock;
    private final Ticker ticker;
    private final RandomGenerator random;

    /**
     * Takes what it needs.
     *
     * @param processor takes spans, and must not block
     * @param resource whose spans they are
     * @param clock the time of day
     * @param ticker the time between two moments
     * @param random makes ids, which are no secrets
     */
    SpanSink(SpanProcessor processor, Resource resource, InstantSource clock, Ticker ticker, RandomGenerator random) {
        this.processor = processor;
        this.resource = resource;
        this.clock = clock;
        this.ticker = ticker;
        this.random = random;
    }

    /** Takes a span that has ended. */
    void take(CallSpan span) {
        processor.onEnd(span);
    }

    /** Whose spans they are. */
    Resource resource() {
        return resource;
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
