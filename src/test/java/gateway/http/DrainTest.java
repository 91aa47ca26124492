package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.decision.StoredDecision;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.OpenStream;
import gateway.simulator.Pace;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a gateway that is told to end takes leave of its clients. */
class DrainTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Pattern ID = Pattern.compile("(?i)x-request-id: (\\S+)");

    /** Four seconds, then an end. */
    private static final Pace FINITE = new Pace(0, 40, 100);

    private static final Pace ENDLESS = new Pace(0, 20, 5_000);

    @Test
    void isNotReadyAtOnceAndStillTakesCallsForAWhile() throws Exception {
        try (TestGateway gateway = draining("4s", "10s")) {
            Client client = new Client(gateway);
            assertThat(client.ask(MODEL).status()).isEqualTo(200);

            CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway::drain);
            assertThat(Waiting.until(LONG, () -> ready(client).status() == 503)).isTrue();
            String reason = ready(client).body();
            Reply during = client.ask(MODEL);
            drained.get(10, TimeUnit.SECONDS);
            Reply after = client.ask(MODEL);

            assertThat(reason).contains("the gateway is stopping");
            assertThat(during.status()).isEqualTo(200);
            assertRefused(after);
        }
    }

    @Test
    void waitsForNobodyWhereNobodyHasCalled() throws Exception {
        try (TestGateway gateway = draining("1h", "10s")) {
            CompletableFuture.runAsync(gateway::drain).get(20, TimeUnit.SECONDS);

            assertRefused(new Client(gateway).ask(MODEL));
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void letsStreamsComeToTheirEndWhileNewCallsAreRefused(Api api) throws Exception {
        try (TestGateway gateway = draining("0s", "20s")) {
            gateway.simulator().pace(FINITE);
            Client client = new Client(gateway);
            try (OpenStream stream = begun(gateway, api)) {
                CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway::drain);
                assertThat(Waiting.until(LONG, () -> ready(client).status() == 503))
                        .isTrue();

                Reply refused = client.ask(api, MODEL, true, Map.of());
                boolean running = !drained.isDone();
                drained.get(20, TimeUnit.SECONDS);

                assertRefused(refused);
                assertThat(running).isTrue();
                assertThat(Waiting.until(LONG, () -> stream.text().contains(last(api))))
                        .isTrue();
                assertThat(stream.text()).doesNotContain("shutting_down");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void endsStreamsByAnErrorThatTakeTooLongAndSettlesThem(Api api) throws Exception {
        try (TestGateway gateway = draining("0s", "200ms")) {
            gateway.simulator().pace(ENDLESS);
            try (OpenStream stream = begun(gateway, api)) {
                gateway.drain();
                stream.awaitEnd(LONG);

                assertThat(stream.text())
                        .contains("this gateway is being stopped")
                        .doesNotContain(last(api));
                Matcher id = ID.matcher(stream.text());
                assertThat(id.find()).isTrue();
                String request = id.group(1);
                assertThat(Waiting.until(LONG, () -> gateway.decisions().find(request) != null))
                        .isTrue();
                StoredDecision decision =
                        Objects.requireNonNull(gateway.decisions().find(request));
                assertThat(decision.result()).isEqualTo("shutting_down");
                assertThat(decision.json()).containsPattern("\"cost_micro_usd\":[1-9]");
                assertThat(gateway.simulator().counts().aborted()).isEqualTo(1);
            }
        }
    }

    @Test
    void givesUpCallsThatStillWaitForTheirProviderAndTriesNobodyElse() throws Exception {
        try (TestGateway gateway = draining("0s", "200ms")) {
            gateway.simulator().pace(new Pace(60_000, 0, 1));
            Client client = new Client(gateway);
            CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> client.ask(MODEL));
            assertThat(Waiting.until(LONG, () -> gateway.simulator().counts().open() == 1))
                    .isTrue();
            long started = gateway.simulator().counts().started();

            gateway.drain();

            assertRefused(waiting.get(10, TimeUnit.SECONDS));
            assertThat(gateway.simulator().counts().started()).isEqualTo(started);
        }
    }

    @Test
    void answersOnAConnectionThatWasKeptAndThenClosesIt() throws IOException {
        try (TestGateway gateway = draining("0s", "10s");
                RawClient client = RawClient.connect(gateway.url())) {
            String body = Client.body(MODEL, false);
            String request = RawClient.head("POST", "/v1/chat/completions", TestGateway.KEY) + "content-length: "
                    + body.length() + "\r\n\r\n" + body;
            client.send(request);
            String first = client.until("\"usage\"");

            gateway.drain();
            client.send(request);
            String second = client.all();

            assertThat(first).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
            assertThat(second).startsWith("HTTP/1.1 503").containsIgnoringCase("connection: close");
            assertThat(second).contains("send the request again");
        }
    }

    @Test
    void answersOnHttp2AndTellsTheClientToConnectAnew() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (TestGateway gateway = draining("0s", "10s")) {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            CompletableFuture<Boolean> goneAway = new CompletableFuture<>();
            gateway.drain();

            URI url = URI.create(gateway.url());
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost(url.getHost())
                    .setPort(url.getPort())
                    .setURI("/v1/chat/completions");
            int status = client.request(options)
                    .compose(request -> {
                        request.connection().goAwayHandler(away -> goneAway.complete(true));
                        return request.send(Client.body(MODEL, false));
                    })
                    .map(response -> response.statusCode())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            assertThat(status).isEqualTo(503);
            assertThat(goneAway.get(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static TestGateway draining(String delay, String timeout) {
        return TestGateway.start("", null, Map.of("SERAI_DRAIN_DELAY", delay, "SERAI_DRAIN_TIMEOUT", timeout));
    }

    private static OpenStream begun(TestGateway gateway, Api api) {
        OpenStream stream = OpenStream.of(gateway, api, TestGateway.KEY, "", Client.body(MODEL, true));
        assertThat(Waiting.until(LONG, stream::hasBegun)).isTrue();
        return stream;
    }

    private static Reply ready(Client client) {
        return client.admin("GET", "/health/ready", "", "");
    }

    private static String last(Api api) {
        return api == Api.OPENAI ? "[DONE]" : "message_stop";
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("x-serai-code")).isEqualTo("overloaded");
        assertThat(reply.header("retry-after")).isEqualTo("1");
    }
}
