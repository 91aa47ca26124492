package gateway.replay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands between the gateway and the simulator: notes what a provider is sent, or answers by itself. Thread-safe. */
final class Between implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final HttpClient client = vertx.createHttpClient();
    private final HttpServer server;
    private volatile int simulator;
    private volatile @Nullable Buffer answer;

    /**
     * What a provider was sent.
     *
     * @param headers by their names in lower case
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Sent(String path, Map<String, String> headers, byte[] body) {}

    Between() {
        server = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> arrive(request, body)))
                .listen(0, "127.0.0.1"));
    }

    /** {@code host:port}. */
    String address() {
        return "127.0.0.1:" + server.actualPort();
    }

    /** Names the port to which all goes on. */
    void before(int port) {
        simulator = port;
    }

    /** Answers all with these bytes from now on, in odd pieces; null lets the simulator answer. */
    void answer(@Nullable Buffer events) {
        answer = events;
    }

    /** The newest request. */
    Sent last() {
        return sent.getLast();
    }

    /** How many there were. */
    int count() {
        return sent.size();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void arrive(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach(each -> headers.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
        sent.add(new Sent(Objects.requireNonNull(request.path()), headers, body.getBytes()));
        Buffer own = answer;
        if (own == null) {
            forward(request, body);
            return;
        }
        HttpServerResponse response = request.response();
        boolean json = own.getByte(0) == '{';
        response.setChunked(true)
                .putHeader("content-type", json ? "application/json" : "text/event-stream; charset=utf-8");
        int step = 37;
        for (int at = 0; at < own.length(); at += step) {
            response.write(own.getBuffer(at, Math.min(own.length(), at + step)));
        }
        response.end();
    }

    private void forward(HttpServerRequest request, Buffer body) {
        client.request(request.method(), simulator, "127.0.0.1", request.uri())
                .compose(onward -> send(onward, request, body))
                .onSuccess(reply -> back(reply, request))
                .onFailure(broken -> request.connection().close());
    }

    private static Future<HttpClientResponse> send(HttpClientRequest onward, HttpServerRequest request, Buffer body) {
        onward.headers().addAll(request.headers()).remove("transfer-encoding").remove("connection");
        return onward.send(body);
    }

    private static void back(HttpClientResponse reply, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.setStatusCode(reply.statusCode());
        response.headers().addAll(reply.headers()).remove("transfer-encoding").remove("connection");
        if (!response.headers().contains("content-length")) {
            response.setChunked(true);
        }
        reply.pipeTo(response);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
