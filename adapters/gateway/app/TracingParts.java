package gateway.app;

import gateway.Ticker;
import gateway.api.RefusalListener;
import gateway.ingress.AroundRoute;
import gateway.metering.EndListener;
import gateway.provider.Provider;
import gateway.settings.Settings;
import gateway.settings.TracingSettings;
import gateway.tracing.Tracing;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Traces calls, where the settings name a collector; costs nothing where they do not. */
final class TracingParts implements AutoCloseable {
    /** What the collector is shown, as OpenTelemetry's specification has it: {@code name=value,name=value}. */
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

    private final @Nullable Tracing tracing;

    private TracingParts(@Nullable Tracing tracing) {
        this.tracing = tracing;
    }

    /**
     * Starts.
     *
     * @param environment the process's variables
     */
    static TracingParts start(Vertx vertx, Settings settings, Map<String, String> environment, Ticker ticker) {
        TracingSettings wanted = settings.tracing();
        return new TracingParts(
                wanted == null
                        ? null
                        : Tracing.start(
                                vertx,
                                wanted,
                                settings.egress(),
                                headers(environment.getOrDefault(HEADERS, "")),
                                settings.environment(),
                                InstantSource.system(),
                                ticker,
                                new Dice()));
    }

    /** What is done around the route of each call. */
    AroundRoute around() {
        return tracing == null ? AroundRoute.NOTHING : tracing.calls();
    }

    /** The providers, with a span for each attempt. */
    Map<String, Provider> around(Map<String, Provider> providers) {
        return tracing == null ? providers : tracing.around(providers);
    }

    /** What a provider is told of the trace of the current thread's call. */
    Supplier<Map<String, String>> outgoing() {
        return tracing == null ? Map::of : tracing::outgoing;
    }

    /** Where all is measured; what is measured within a trace points there. */
    PrometheusMeterRegistry meters() {
        return new PrometheusMeterRegistry(
                new SparseExemplars(),
                new PrometheusRegistry(),
                Clock.SYSTEM,
                tracing == null ? null : tracing.exemplars());
    }

    /**
     * How often a series looks for a trace to point to. It does so whether the call is traced or not, and has itself
     * woken when it may look again, so that the 90 ms that are usual cost each call more than its other figures do.
     */
    private static final class SparseExemplars implements PrometheusConfig {
        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public Properties prometheusProperties() {
            Properties properties = new Properties();
            properties.setProperty("io.prometheus.exemplars.sampleIntervalMilliseconds", "1000");
            return properties;
        }
    }

    /** A listener that is told within the trace of the call. */
    EndListener within(EndListener listener) {
        return tracing == null ? listener : tracing.calls().within(listener);
    }

    /**
     * Runs what goes on with a call after its route, on any thread, as a part of its trace.
     *
     * @param id of the call
     */
    <T> T resume(String id, Supplier<T> task) {
        return tracing == null ? task.get() : tracing.calls().resume(id, task);
    }

    /** Listeners to the ends of calls, and the traces' own as the last. */
    List<EndListener> ends(EndListener... others) {
        List<EndListener> all = new ArrayList<>(List.of(others));
        if (tracing != null) {
            all.add(tracing.calls());
        }
        return all;
    }

    /** A listener to refusals, and the traces' own. */
    RefusalListener refusals(RefusalListener listener) {
        if (tracing == null) {
            return listener;
        }
        RefusalListener own = tracing.calls();
        return (id, problem, cause) -> {
            listener.refused(id, problem, cause);
            own.refused(id, problem, cause);
        };
    }

    /** Has the steps of routes traced that are made from now on. */
    void attach(CamelContext camel) {
        if (tracing != null) {
            tracing.attach(camel);
        }
    }

    @Override
    public void close() {
        if (tracing != null) {
            tracing.close();
        }
    }

    private static Map<String, String> headers(String listed) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : listed.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                headers.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return headers;
    }
}
