package gateway.http;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens on one port with one server for each event loop. */
public final class GatewayHttpServer {
    private static final String WEB_SOCKET_SUBPROTOCOL = "serai.v1";

    private static final int FRAME_MARGIN = 64 * 1024;

    /**
     * What the system keeps for a client that does not read. Left to itself it takes megabytes, and a provider that
     * writes as fast as it can keeps an event loop busy until they are full.
     */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final String deployment;
    private final @Nullable CertificateWatch certificate;

    private GatewayHttpServer(Vertx vertx, String deployment, @Nullable CertificateWatch certificate) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.certificate = certificate;
    }

    /**
     * Starts to listen.
     *
     * @param router takes the requests
     * @param invalid takes what is no request
     * @param options how to listen
     * @param loops number of servers
     */
    public static Future<GatewayHttpServer> listen(
            Vertx vertx, Router router, Handler<HttpServerRequest> invalid, ServerOptions options, int loops) {
        HttpServerOptions http = httpOptions(options);
        CertificateWatch certificate;
        try {
            certificate = options.certificate() == null || options.key() == null
                    ? null
                    : new CertificateWatch(vertx, options.certificate(), options.key());
        } catch (InvalidCertificateException e) {
            return Future.failedFuture(e);
        }
        if (certificate != null) {
            http.setSsl(true).setUseAlpn(true).setKeyCertOptions(KeyCertOptions.wrap(certificate.key()));
        }
        return vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start(Promise<Void> started) {
                                vertx.createHttpServer(http)
                                        .requestHandler(router)
                                        .invalidRequestHandler(invalid)
                                        .exceptionHandler(lost -> {})
                                        .listen()
                                        .<Void>mapEmpty()
                                        .onComplete(started);
                            }
                        },
                        new DeploymentOptions().setInstances(loops))
                .map(id -> new GatewayHttpServer(vertx, id, certificate));
    }

    /** Stops to listen and closes all connections. */
    public Future<Void> close() {
        if (certificate != null) {
            certificate.close();
        }
        return vertx.undeploy(deployment);
    }

    private static HttpServerOptions httpOptions(ServerOptions options) {
        return new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setTcpNoDelay(true)
                .setTcpFastOpen(true)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setMaxHeaderSize(options.maxHeaderBytes())
                .setMaxInitialLineLength(8 * 1024)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) options.idleTimeout().toMillis())
                .setMaxFormAttributeSize(0)
                // a little more than is taken, so that what is a little too large is refused in order
                .setMaxWebSocketFrameSize((int) Math.min(Integer.MAX_VALUE, options.maxBodyBytes() + FRAME_MARGIN))
                .setMaxWebSocketMessageSize((int) Math.min(Integer.MAX_VALUE, options.maxBodyBytes()))
                .addWebSocketSubProtocol(WEB_SOCKET_SUBPROTOCOL)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setCompressionSupported(false);
    }
}
