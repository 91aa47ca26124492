package gateway.drill;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeUnit;

/** A provider in OpenAI's format whose streams never end, and that writes no faster than is read. */
final class EndlessProvider implements AutoCloseable {
    private static final String CHUNK =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"content\":\"" + "word ".repeat(50) + "\"},\"finish_reason\":null}]}\n\n";

    private final Vertx vertx = Vertx.vertx();
    private final int port;

    EndlessProvider() throws Exception {
        port = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(16 * 1024))
                .requestHandler(request -> {
                    HttpServerResponse response =
                            request.response().setChunked(true).putHeader("content-type", "text/event-stream");
                    response.setWriteQueueMaxSize(16 * 1024);
                    fill(response);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Writes as long as there is room, and goes on when there is again. */
    static void fill(HttpServerResponse response) {
        while (!response.closed() && !response.writeQueueFull()) {
            response.write(CHUNK);
        }
        if (!response.closed()) {
            response.drainHandler(drained -> fill(response));
        }
    }
}
