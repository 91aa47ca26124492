package gateway.simulator;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.IntConsumer;

/** Listens on one event loop. */
final class Listener extends AbstractVerticle {
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_LINE_BYTES = 16 * 1024;

    private final String host;
    private final int port;
    private final Handler<HttpServerRequest> reception;
    private final IntConsumer bound;

    Listener(String host, int port, Handler<HttpServerRequest> reception, IntConsumer bound) {
        this.host = host;
        this.port = port;
        this.reception = reception;
        this.bound = bound;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setHandle100ContinueAutomatically(true);
        vertx.createHttpServer(options)
                .requestHandler(reception)
                .listen(port, host)
                .onSuccess(server -> bound.accept(server.actualPort()))
                .<Void>mapEmpty()
                .onComplete(started);
    }
}
