package gateway.app;

import gateway.grpc.ChatService;
import gateway.grpc.HealthService;
import gateway.grpc.Lines;
import gateway.grpc.ReflectionService;
import gateway.http.GatewayHttpServer;
import gateway.http.ServerOptions;
import gateway.ingress.CallIntake;
import gateway.ingress.LoadLimits;
import gateway.ingress.RouteCaller;
import gateway.settings.Settings;
import gateway.wire.openai.OpenAiClientCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.grpc.server.GrpcServerOptions;
import io.vertx.grpcio.server.GrpcIoServer;
import java.time.InstantSource;
import org.apache.camel.CamelContext;

/** The gRPC server: on a port of its own, with the limits of all. */
final class GrpcParts {
    private static final String TYPE = "application/grpc";
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final GatewayHttpServer server;
    private final RouteCaller route;
    private final Lines lines;
    private final int port;

    private GrpcParts(GatewayHttpServer server, RouteCaller route, Lines lines, int port) {
        this.server = server;
        this.route = route;
        this.lines = lines;
        this.port = port;
    }

    /** Listens as the settings say, once calls may come. */
    static Future<GrpcParts> start(
            Vertx vertx,
            Settings settings,
            Settings.Grpc grpc,
            Parts parts,
            CamelContext camel,
            LoadLimits limits,
            int loops) {
        int port = FreePort.orElse(grpc.host(), grpc.port());
        ServerOptions options = Servers.grpc(settings, grpc, port);
        GrpcIoServer calls =
                GrpcIoServer.server(vertx, new GrpcServerOptions().setMaxMessageSize(options.maxBodyBytes()));
        RouteCaller route = new RouteCaller(camel, "direct:grpc-chat");
        RequestIds ids = new RequestIds();
        CallIntake intake = new CallIntake(
                limits, parts.ticker(), ids, new OpenAiClientCodec(InstantSource.system()), parts.runner());
        ChatService.Terms terms =
                new ChatService.Terms(options.maxBodyBytes(), options.requestTimeout(), options.writeTimeout());
        new ChatService(vertx, intake, limits, route, ids, terms).bind(calls);
        new HealthService(vertx, () -> parts.notReady() == null, options.writeTimeout()).bind(calls);
        new ReflectionService(vertx, options.writeTimeout()).bind(calls);
        Router router = Routers.create(vertx);
        Lines lines = new Lines(vertx);
        router.route().handler(ctx -> {
            if (isGrpc(ctx.request())) {
                lines.used(ctx.request().connection());
                calls.handle(ctx.request());
            } else {
                ctx.response()
                        .setStatusCode(UNSUPPORTED_MEDIA_TYPE)
                        .putHeader("content-type", "text/plain")
                        .end("this port speaks gRPC; the HTTP API is on the client port\n");
            }
        });
        return GatewayHttpServer.listen(
                        vertx, router, invalid -> invalid.connection().close(), options, loops)
                .map(server -> new GrpcParts(server, route, lines, port));
    }

    /** The port that is listened on. */
    int port() {
        return port;
    }

    /** Tells all callers to connect elsewhere; their calls are still taken. */
    void leave() {
        lines.leave();
    }

    /** Closes all connections. */
    Future<Void> close() {
        return server.close().onComplete(done -> route.close());
    }

    private static boolean isGrpc(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        return type != null && type.startsWith(TYPE);
    }
}
