package gateway.parity;

import gateway.http.Waiting;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between the gateway and the simulator: notes what a provider is sent, and holds requests back. Thread-safe.
 */
final class Witness implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Promise<Void>> held = new ConcurrentHashMap<>();
    private final HttpClient client =
            vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false).setMaxPoolSize(1000));
    private final HttpServer server;
    private volatile int simulator;

    Witness() {
        server = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> arrive(request, body)))
                .listen(0, "127.0.0.1"));
    }

    /** Where it listens. */
    int port() {
        return server.actualPort();
    }

    /** Names the port to which all goes on. */
    void before(int port) {
        simulator = port;
    }

    /** All requests with a word in them. */
    List<String> seen(String word) {
        return seen.stream().filter(each -> each.contains(word)).toList();
    }

    /** Lets no request with that word through until it is let go. */
    void hold(String word) {
        held.put(word, Promise.promise());
    }

    /** Waits for a request that is held back. */
    void awaitHeld(String word) {
        if (!Waiting.until(Door.LONG, () -> !seen(word).isEmpty())) {
            throw new AssertionError("no request came that could be held back");
        }
    }

    /** Lets go. */
    void release(String word) {
        Promise<Void> promise = held.remove(word);
        if (promise != null) {
            promise.complete();
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void arrive(HttpServerRequest request, Buffer body) {
        // whoever lets go, request and answer stay on one event loop: a pipe between two can miss that there is room
        Context context = vertx.getOrCreateContext();
        String text = body.toString(StandardCharsets.UTF_8);
        Future<Void> free = held.entrySet().stream()
                .filter(each -> text.contains(each.getKey()))
                .map(each -> each.getValue().future())
                .findFirst()
                .orElse(Future.succeededFuture());
        seen.add(text);
        free.onSuccess(now -> context.runOnContext(go -> forward(request, body)));
    }

    private void forward(HttpServerRequest request, Buffer body) {
        client.request(request.method(), simulator, "127.0.0.1", request.uri())
                .compose(onward -> {
                    request.response().exceptionHandler(gone -> onward.reset());
                    request.response().closeHandler(gone -> onward.reset());
                    return send(onward, request, body);
                })
                .onSuccess(answer -> back(answer, request))
                .onFailure(broken -> request.connection().close());
    }

    private static Future<HttpClientResponse> send(HttpClientRequest onward, HttpServerRequest request, Buffer body) {
        onward.headers().addAll(request.headers()).remove("transfer-encoding").remove("connection");
        return onward.send(body);
    }

    private static void back(HttpClientResponse answer, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.statusCode());
        response.headers().addAll(answer.headers()).remove("transfer-encoding").remove("connection");
        if (!response.headers().contains("content-length")) {
            response.setChunked(true);
        }
        answer.pipe()
                .endOnFailure(false)
                .to(response)
                .onFailure(broken -> request.connection().close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
