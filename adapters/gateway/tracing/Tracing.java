package gateway.tracing;

import gateway.Ticker;
import gateway.provider.Provider;
import gateway.settings.Settings;
import gateway.settings.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;

/** Sends spans to a collector by OTLP over HTTP, in batches and beside the calls. Thread-safe. */
public final class Tracing implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final SpanBatches batches;
    private final CollectorClient collector;
    private final CallTraces calls;
    private final boolean propagate;
    private final Ticker ticker;

    private Tracing(
            CallTraces calls, SpanBatches batches, CollectorClient collector, boolean propagate, Ticker ticker) {
        this.calls = calls;
        this.batches = batches;
        this.collector = collector;
        this.propagate = propagate;
        this.ticker = ticker;
    }

    /**
     * Starts.
     *
     * @param egress by which way the collector is called
     * @param headers shown to the collector, by name
     * @param environment name of the deployed environment
     * @param clock the time of day at which calls begin
     * @param ticker measures how long spans last
     * @param random decides which calls are traced, and makes ids
     */
    public static Tracing start(
            Vertx vertx,
            TracingSettings settings,
            Settings.Egress egress,
            Map<String, String> headers,
            String environment,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random) {
        CollectorClient collector = new CollectorClient(
                vertx,
                egress,
                settings.endpoint(),
                headers,
                Otlp.resource(Map.of(
                        AttributeKey.stringKey("service.name"),
                        "serai",
                        AttributeKey.stringKey("deployment.environment.name"),
                        environment)),
                Otlp.scope("serai"),
                FIRST_PAUSE);
        SpanBatches batches = new SpanBatches(collector, LONGEST_WAIT);
        CallTraces calls = new CallTraces(settings.share(), new SpanSink(batches, clock, ticker, random));
        return new Tracing(calls, batches, collector, settings.tellsProviders(), ticker);
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

    /**
     * The headers by which a provider is told the trace of the current thread's call, as in <a
     * href="https://www.w3.org/TR/trace-context/">W3C's Trace Context</a>; none if it is not sampled.
     */
    public Map<String, String> outgoing() {
        CallSpan current = Place.currentSpan();
        if (!propagate || current == null) {
            return Map.of();
        }
        CallTrace trace = current.trace();
        String parent = "00-" + trace.id() + '-' + current.id() + "-01";
        return trace.vendors().isEmpty()
                ? Map.of("traceparent", parent)
                : Map.of("traceparent", parent, "tracestate", trace.vendors());
    }

    /** Points from what is measured to the trace in which it was. */
    public io.prometheus.metrics.tracer.common.SpanContext exemplars() {
        return new Exemplars();
    }

    /** Sends what is left. */
    @Override
    public void close() {
        batches.close();
        collector.close();
    }
}
