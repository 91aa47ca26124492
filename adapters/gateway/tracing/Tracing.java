package gateway.tracing;

import gateway.Ticker;
import gateway.provider.Provider;
import gateway.settings.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;

/** Sends spans to a collector by OTLP over HTTP, in batches and beside the calls. Thread-safe. */
public final class Tracing implements AutoCloseable {
    private static final Duration FLUSH = Duration.ofSeconds(5);
    /** Spans that wait; beyond, they are dropped. About 200 bytes each. */
    private static final int QUEUE = 16_384;
    /** Spans of one request to the collector. */
    private static final int BATCH = 2_048;

    private final SpanProcessor spans;
    private final CallTraces calls;
    private final boolean propagate;
    private final Ticker ticker;

    private Tracing(CallTraces calls, SpanProcessor spans, boolean propagate, Ticker ticker) {
        this.calls = calls;
        this.spans = spans;
        this.propagate = propagate;
        this.ticker = ticker;
    }

    /**
     * Starts.
     *
     * @param headers shown to the collector, by name
     * @param environment name of the deployed environment
     * @param clock the time of day at which calls begin
     * @param ticker measures how long spans last
     * @param random decides which calls are traced, and makes ids
     */
    public static Tracing start(
            TracingSettings settings,
            Map<String, String> headers,
            String environment,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint().toString());
        headers.forEach(exporter::addHeader);
        Resource resource = Resource.getDefault().toBuilder()
                .put("service.name", "serai")
                .put("deployment.environment.name", environment)
                .build();
        SpanProcessor spans = BatchSpanProcessor.builder(exporter.build())
                .setMaxQueueSize(QUEUE)
                .setMaxExportBatchSize(BATCH)
                .build();
        CallTraces calls = new CallTraces(settings.share(), new SpanSink(spans, resource, clock, ticker, random));
        return new Tracing(calls, spans, settings.tellsProviders(), ticker);
    }

    /** The spans of calls. */
    public CallTraces calls() {
        return calls;
    }

    /** Has the steps of routes traced that are made from now on. */
    public void attach(CamelContext camel) {
        camel.getCamelContextExtension().addInterceptStrategy(new StepSpans());
    }

    /** The providers, so that each attempt has its span. */
    public Map<String, Provider> around(Map<String, Provider> providers) {
        Map<String, Provider> traced = new HashMap<>();
        providers.forEach((id, provider) -> traced.put(id, new TracedProvider(provider, calls, ticker)));
        return traced;
    }

    /** The headers by which a provider is told the trace of the current thread's call; none if it is not sampled. */
    public Map<String, String> outgoing() {
        CallSpan current = Place.currentSpan();
        if (!propagate || current == null) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.root().with(Span.wrap(current.getSpanContext())), headers, (into, name, value) -> {
                    if (into != null) {
                        into.put(name, value);
                    }
                });
        return headers;
    }

    /** Points from what is measured to the trace in which it was. */
    public io.prometheus.metrics.tracer.common.SpanContext exemplars() {
        return new Exemplars();
    }

    /** Sends what is left. */
    @Override
    public void close() {
        spans.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }
}
