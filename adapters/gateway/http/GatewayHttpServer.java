package gateway.http;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/** Listens on one port with one server for each event loop. */
public final class GatewayHttpServer {
    private static final int WEB_SOCKET_FRAME_BYTES = 1024 * 1024;

    private final Vertx vertx;
    private final String deployment;

    private GatewayHttpServer(Vertx vertx, String deployment) {
        this.vertx = vertx;
        this.deployment = deployment;
    }

    /**
     * Starts to listen.
     *
     * @param router takes the requests
     * @param options how to listen
     * @param loops number of servers
     */
    public static Future<GatewayHttpServer> listen(Vertx vertx, Router router, ServerOptions options, int loops) {
        HttpServerOptions http = httpOptions(options);
        return vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start(Promise<Void> started) {
                                vertx.createHttpServer(http)
                                        .requestHandler(router)
                                        .exceptionHandler(lost -> {})
                                        .listen()
                                        .<Void>mapEmpty()
                                        .onComplete(started);
                            }
                        },
                        new DeploymentOptions().setInstances(loops))
                .map(id -> new GatewayHttpServer(vertx, id));
    }

    /** Stops to listen and closes all connections. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }

    private static HttpServerOptions httpOptions(ServerOptions options) {
        HttpServerOptions http = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setTcpNoDelay(true)
                .setTcpFastOpen(true)
                .setMaxHeaderSize(options.maxHeaderBytes())
                .setMaxInitialLineLength(8 * 1024)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) options.idleTimeout().toMillis())
                .setMaxFormAttributeSize(0)
                .setMaxWebSocketFrameSize(WEB_SOCKET_FRAME_BYTES)
                .setMaxWebSocketMessageSize((int) Math.min(Integer.MAX_VALUE, options.maxBodyBytes()))
                .setCompressionSupported(false);
        if (options.certificate() != null && options.key() != null) {
            http.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(options.certificate())
                            .setKeyPath(options.key()));
        }
        return http;
    }
}
