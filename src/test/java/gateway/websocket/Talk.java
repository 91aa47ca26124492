package gateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client with one connection, which keeps all that it is told. Thread-safe. */
public final class Talk implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);
    private static final int LARGE = 64 * 1024 * 1024;

    private final WebSocket socket;
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    private Talk(WebSocket socket) {
        this.socket = socket;
    }

    static Talk open(Vertx vertx, TestGateway gateway) {
        return open(vertx, gateway, Map.of("authorization", "Bearer " + TestGateway.KEY));
    }

    /** Connects with these headers; fails as the one below. */
    public static Talk open(Vertx vertx, TestGateway gateway, Map<String, String> headers) {
        return open(vertx, gateway, headers, List.of());
    }

    /** Fails with a {@link io.vertx.core.http.UpgradeRejectedException} as cause where the gateway refuses. */
    static Talk open(Vertx vertx, TestGateway gateway, Map<String, String> headers, List<String> protocols) {
        URI url = URI.create(gateway.url());
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(WebSocketIngress.PATH)
                .setSubProtocols(protocols);
        headers.forEach(options::addHeader);
        return await(vertx.createWebSocketClient(new WebSocketClientOptions()
                        .setMaxConnections(1000)
                        .setMaxFrameSize(LARGE)
                        .setMaxMessageSize(LARGE))
                .connect(options)
                .map(socket -> {
                    Talk talk = new Talk(socket);
                    socket.textMessageHandler(talk::hear);
                    return talk;
                }));
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    WebSocket socket() {
        return socket;
    }

    void request(String id, String body) {
        request(id, "{}", body);
    }

    /** Sends a request with headers of its own, as JSON. */
    public void request(String id, String headers, String body) {
        send("{\"type\":\"request\",\"id\":\"%s\",\"headers\":%s,\"body\":%s}".formatted(id, headers, body));
    }

    void cancel(String id) {
        send("{\"type\":\"cancel\",\"id\":\"" + id + "\"}");
    }

    void send(String text) {
        await(socket.writeFinalTextFrame(text));
    }

    void sendBinary(String text) {
        await(socket.writeBinaryMessage(Buffer.buffer(text)));
    }

    /** All messages of a request so far. */
    public List<JsonNode> heard(String id) {
        return heard.stream()
                .filter(each -> each.path("id").asText().equals(id))
                .toList();
    }

    List<JsonNode> heard() {
        return List.copyOf(heard);
    }

    /** Waits for a message. */
    public JsonNode first(Predicate<JsonNode> wanted) {
        Waiting.until(LONG, () -> heard.stream().anyMatch(wanted));
        return heard.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("it did not come; there are " + heard.size()));
    }

    /** Waits for a message of one type to a request. */
    JsonNode first(String id, String type) {
        return first(each -> each.path("id").asText().equals(id)
                && each.path("type").asText().equals(type));
    }

    /** The code with which the gateway has ended the connection. */
    short closed() {
        Waiting.until(LONG, () -> socket.isClosed() && socket.closeStatusCode() != null);
        return Objects.requireNonNull(socket.closeStatusCode());
    }

    @Override
    public void close() {
        await(socket.close().recover(already -> Future.succeededFuture()));
    }

    private void hear(String text) {
        try {
            heard.add(JsonCodec.MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + text, e);
        }
    }
}
