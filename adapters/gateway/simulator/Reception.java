package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Ticker;
import gateway.simulator.SimulatorCounts.Upstream;
import gateway.wire.JsonCodec;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes every request and passes it on to the endpoint or to the controls. Thread-safe. */
final class Reception implements Handler<HttpServerRequest> {
    private static final String NOT_HERE =
            "{\"error\":{\"message\":\"The provider simulator has no such endpoint: see docs/simulator.md.\"}}";

    private final Vertx vertx;
    private final Ticker ticker;
    private final Dialects dialects;
    private final Controls controls;
    private final SimulatorCounts counts;
    private final Answerer answerer;

    Reception(
            Vertx vertx,
            Ticker ticker,
            Dialects dialects,
            Controls controls,
            SimulatorCounts counts,
            Answerer answerer) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.dialects = dialects;
        this.controls = controls;
        this.counts = counts;
        this.answerer = answerer;
    }

    @Override
    public void handle(HttpServerRequest request) {
        long nanos = ticker.nanos();
        request.response().putHeader("x-simulator", "serai");
        if (controls.handles(request)) {
            request.body().onSuccess(body -> controls.handle(request, body));
            return;
        }
        Endpoint endpoint = request.method().equals(HttpMethod.POST) ? Endpoint.of(request, dialects) : null;
        if (endpoint == null) {
            request.response()
                    .setStatusCode(404)
                    .putHeader("content-type", "application/json")
                    .end(NOT_HERE);
            return;
        }
        request.body().onSuccess(body -> visit(request, endpoint, body, nanos));
    }

    private void visit(HttpServerRequest request, Endpoint endpoint, Buffer bytes, long nanos) {
        ObjectNode body = object(bytes);
        JsonNode named = body == null ? JsonCodec.object() : body.path("model");
        String model = endpoint.model() == null ? named.asText() : endpoint.model();
        Upstream upstream = new Upstream(host(request), endpoint.dialect().name(), model, endpoint.path());
        Player player = new Player(vertx, request, counts.start(upstream, nanos));
        answerer.answer(new Exchange(request, endpoint, body, upstream, player));
    }

    private static @Nullable ObjectNode object(Buffer bytes) {
        try {
            return JsonCodec.MAPPER.readTree(bytes.getBytes()) instanceof ObjectNode object ? object : null;
        } catch (IOException ignored) {
            // The dialect's own error says so.
            return null;
        }
    }

    private static String host(HttpServerRequest request) {
        String simulated = request.getHeader("x-simulated-host");
        HostAndPort asked = simulated == null ? request.authority() : HostAndPort.parseAuthority(simulated, -1);
        return asked == null ? "" : Objects.requireNonNullElse(asked.host(), "");
    }
}
