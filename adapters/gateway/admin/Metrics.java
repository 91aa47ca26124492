package gateway.admin;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Shows every meter in Prometheus' text format. */
public final class Metrics implements Stage<HttpCall, HttpReply> {
    private final PrometheusMeterRegistry meters;

    /** Takes the meters. */
    public Metrics(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        return HttpReply.text(200, "text/plain; version=0.0.4; charset=utf-8", meters.scrape());
    }
}
