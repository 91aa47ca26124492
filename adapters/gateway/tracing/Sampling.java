package gateway.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceId;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are traced: as the client says, if it sends a trace of its own; a share of the others, by the same bits
 * of the id as OpenTelemetry's {@code TraceIdRatioBased}. Thread-safe.
 */
final class Sampling {
    private final long below;
    private final boolean all;
    private final LongSupplier numbers;

    /**
     * Takes the share.
     *
     * @param share 0 to 1
     * @param numbers random ones, for ids
     */
    Sampling(double share, LongSupplier numbers) {
        this.below = (long) (share * Long.MAX_VALUE);
        this.all = share >= 1;
        this.numbers = numbers;
    }

    /**
     * The id of a call's trace; null if it has none.
     *
     * @param parent what the client sends; invalid if it sends none
     */
    @Nullable String trace(SpanContext parent) {
        if (parent.isValid()) {
            return parent.isSampled() ? parent.getTraceId() : null;
        }
        long low = numbers.getAsLong();
        return all || (low & Long.MAX_VALUE) < below ? TraceId.fromLongs(numbers.getAsLong(), low) : null;
    }
}
