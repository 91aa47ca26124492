package gateway.tracing;

import io.opentelemetry.api.trace.Span;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;

/**
 * Camel's own tracer, a span for each step of a route, for calls that are sampled and for nothing else: it would make
 * up the spans' attributes for all the others, too, only to have them dropped. Thread-safe.
 */
public final class ChainTracer extends OpenTelemetryTracer {
    /** One that shows each step. */
    public ChainTracer() {
        setTraceProcessors(true);
    }

    @Override
    public boolean exclude(String name, CamelContext context) {
        return !Span.current().getSpanContext().isSampled();
    }
}
