package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.api.HttpCall;
import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpCall.ManagementPart;
import gateway.api.HttpReply;
import gateway.ingress.CallRunner;
import gateway.ingress.LoadLimits;
import gateway.model.Redacted;
import gateway.wire.openai.OpenAiClientCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A query reaches all routes; the headers of conditions and of browsers reach those of the management port alone. */
class ManagementPartTest {
    private final BlockingQueue<HttpCall> seen = new LinkedBlockingQueue<>();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void tellsRoutesOfTheManagementPort() throws Exception {
        HttpCall call = send(intake().forManagement());

        assertThat(call.path()).isEqualTo("/a");
        BrowserPart browser =
                new BrowserPart("127.0.0.1", false, new Redacted("t1"), new Redacted("l1"), new Redacted("c1"), false);
        assertThat(call.management())
                .isEqualTo(new ManagementPart("from=2026-11-01&x=%20", "\"7\"", "text/plain", browser));
        assertThat(call.toString()).doesNotContain("from");
    }

    @Test
    void noticesPagesOfOtherOrigins() throws Exception {
        assertThat(foreign("sec-fetch-site", "cross-site")).isTrue();
        assertThat(foreign("sec-fetch-site", "same-site")).isTrue();
        assertThat(foreign("origin", "http://evil.example")).isTrue();
        assertThat(foreign("origin", "null")).isTrue();
        assertThat(foreign("sec-fetch-site", "same-origin")).isFalse();
        assertThat(foreign("sec-fetch-site", "none")).isFalse();
    }

    @Test
    void takesNeitherOfTwoSessions() throws Exception {
        BrowserPart browser = send(intake().forManagement(), "cookie", "serai_session=t2; a=b; serai_session=t3")
                .management()
                .browser();

        assertThat(browser.session()).isNull();
    }

    private boolean foreign(String header, String value) throws Exception {
        return send(intake().forManagement(), header, value)
                .management()
                .browser()
                .foreign();
    }

    @Test
    void tellsRoutesOfTheClientPortTheQueryAlone() throws Exception {
        assertThat(send(intake()).management()).isEqualTo(new ManagementPart("from=2026-11-01&x=%20", null, null));
    }

    private HttpCall send(RequestIntake intake) throws Exception {
        return send(intake, "cookie", "a=b; serai_session=t1; serai_login=l1");
    }

    private HttpCall send(RequestIntake intake, String header, String value) throws Exception {
        Router router = Router.router(vertx);
        router.route()
                .handler(ctx -> intake.take(ctx, "route", call -> {
                    seen.add(call);
                    return HttpReply.text(200, "text/plain", "done");
                }));
        HttpServer server =
                await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.actualPort() + "/a?from=2026-11-01&x=%20"))
                    .header("if-match", "\"7\"")
                    .header("accept", "text/plain")
                    .header("x-serai-csrf", "c1")
                    .header(header, value)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("done");
        }
        return seen.take();
    }

    private static RequestIntake intake() {
        ServerOptions options = new ServerOptions(
                "127.0.0.1",
                0,
                null,
                null,
                1_000,
                1_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10));
        return new RequestIntake(
                options,
                new LoadLimits(10, 10_000, 10),
                () -> 1,
                () -> "id-1",
                path -> new OpenAiClientCodec(() -> Instant.EPOCH),
                new CallRunner((id, problem, cause) -> {}));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
