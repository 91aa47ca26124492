package gateway.app;

import gateway.admission.TenantDirectory;
import gateway.http.RequestIntake;
import gateway.http.ServerOptions;
import gateway.ingress.CallIntake;
import gateway.ingress.LoadLimits;
import gateway.ingress.RouteCaller;
import gateway.oidc.Oidc;
import gateway.settings.Settings;
import gateway.settings.WebSocketSettings;
import gateway.websocket.SocketOptions;
import gateway.websocket.WebSocketIngress;
import gateway.wire.openai.OpenAiClientCodec;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What the WebSocket ingress is made of. */
final class WebSocketParts {
    private WebSocketParts() {}

    /** Puts it on the client port. */
    static WebSocketIngress add(
            Vertx vertx,
            Router router,
            Settings settings,
            ServerOptions server,
            Parts parts,
            @Nullable Oidc oidc,
            LoadLimits limits,
            CamelContext camel,
            RequestIntake http) {
        TenantDirectory tenants = parts.control().tenants(oidc);
        RequestIds ids = new RequestIds();
        WebSocketIngress ingress = new WebSocketIngress(
                vertx,
                options(settings.websocket(), server),
                tenants,
                limits,
                new CallIntake(
                        limits, parts.ticker(), ids, new OpenAiClientCodec(InstantSource.system()), parts.runner()),
                ids,
                new RouteCaller(camel, "direct:" + WebSocketIngress.ROUTE),
                http::refuse);
        Gauge.builder("serai.websocket.connections", ingress, WebSocketIngress::connections)
                .description("WebSocket connections now")
                .register(parts.meters());
        router.get(WebSocketIngress.PATH).handler(ingress);
        return ingress;
    }

    private static SocketOptions options(WebSocketSettings settings, ServerOptions server) {
        return new SocketOptions(
                settings.origins(),
                settings.connections(),
                settings.requests(),
                server.maxBodyBytes(),
                ping(settings.ping(), server.idleTimeout()),
                server.writeTimeout());
    }

    /** Pings must be more frequent than the silence after which the server closes a connection. */
    private static Duration ping(Duration wanted, Duration idle) {
        Duration longest = idle.dividedBy(2);
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }
}
