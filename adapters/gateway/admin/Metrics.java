package gateway.admin;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Shows every meter in Prometheus' text format, or in that of OpenMetrics, which points to traces, where asked for. */
public final class Metrics implements Stage<HttpCall, HttpReply> {
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String VERSION = "; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry meters;

    /** Takes the meters. */
    public Metrics(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        String accept = call.management().accept();
        String type = accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS + VERSION : PLAIN;
        return HttpReply.text(200, type, meters.scrape(type));
    }
}
