package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.simulator.Pace;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS: by prior knowledge, and by the upgrade that Java's own client asks for. */
class Http2Test {
    private static final String BODY =
            "{\"model\":\"claude-sonnet-4-5\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = VERTX.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** What came. */
    private record Reply(HttpVersion version, int status, String code, String body) {}

    @Test
    void answersWhole() throws Exception {
        Reply reply = post(BODY.formatted("false")).get(10, TimeUnit.SECONDS);

        assertThat(reply.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("You said: Hello");
    }

    @Test
    void answersAsAStream() throws Exception {
        Reply reply = post(BODY.formatted("true")).get(10, TimeUnit.SECONDS);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("data: {").endsWith("data: [DONE]\n\n");
    }

    @Test
    void answersManyStreamsOfOneConnection() throws Exception {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replies.add(post(BODY.formatted(i % 2 == 0)));
        }

        for (CompletableFuture<Reply> reply : replies) {
            assertThat(reply.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesBodiesBeyondTheLimit() throws Exception {
        Reply reply = post(" ".repeat(25 * 1024 * 1024)).get(20, TimeUnit.SECONDS);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("payload_too_large");
        assertThat(post(BODY.formatted("false")).get(10, TimeUnit.SECONDS).status())
                .isEqualTo(200);
    }

    @Test
    void refusesHeadersBeyondTheLimit() throws Exception {
        CompletableFuture<Reply> refused = CLIENT.request(options().putHeader("x-large", "x".repeat(100_000)))
                .compose(request -> request.send(Buffer.buffer("{}")))
                .compose(Http2Test::reply)
                .toCompletionStage()
                .toCompletableFuture();

        assertThat(refused.handle((reply, lost) -> lost != null || reply.status() / 100 == 4)
                        .get(10, TimeUnit.SECONDS))
                .isTrue();
        assertThat(post(BODY.formatted("false")).get(10, TimeUnit.SECONDS).status())
                .isEqualTo(200);
    }

    @Test
    void freesTheCallOfAStreamThatTheClientResets() throws Exception {
        gateway.simulator().pace(new Pace(0, 20, 10_000));
        CompletableFuture<Void> reset = new CompletableFuture<>();
        CLIENT.request(options())
                .compose(request -> request.send(Buffer.buffer(BODY.formatted("true"))))
                .onSuccess(response -> response.handler(first -> {
                    response.request().reset();
                    reset.complete(null);
                }));
        reset.get(10, TimeUnit.SECONDS);
        gateway.simulator().pace(Pace.INSTANT);

        assertThat(Waiting.until(
                        Duration.ofSeconds(5),
                        () -> gateway.simulator().counts().open() == 0
                                && Gauges.of(gateway).idle()))
                .isTrue();
    }

    @Test
    void answersJavasOwnClientThatAsksForTheUpgrade() throws Exception {
        try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                    .timeout(Duration.ofSeconds(10))
                    .header("authorization", "Bearer " + TestGateway.KEY)
                    .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted("true")))
                    .build();

            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
            assertThat(response.body()).contains("[DONE]");
        }
    }

    private static CompletableFuture<Reply> post(String body) {
        return CLIENT.request(options())
                .compose(request -> request.send(Buffer.buffer(body)))
                .compose(Http2Test::reply)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static io.vertx.core.Future<Reply> reply(HttpClientResponse response) {
        String code = response.getHeader("x-serai-code");
        return response.body()
                .map(body -> new Reply(
                        response.version(), response.statusCode(), code == null ? "" : code, body.toString()));
    }

    private static RequestOptions options() {
        URI uri = URI.create(gateway.url());
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI("/v1/chat/completions")
                .putHeader("authorization", "Bearer " + TestGateway.KEY);
    }
}
