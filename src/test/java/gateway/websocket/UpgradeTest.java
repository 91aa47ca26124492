package gateway.websocket;

import static gateway.failover.Client.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.http.CapturedLog;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may connect, and what a connection may ask of the gateway. */
class UpgradeTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final Map<String, String> KEY = Map.of("authorization", "Bearer " + TestGateway.KEY);
    private static final Vertx VERTX = Vertx.vertx();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("""
                gateway:
                  limits: {body: 64KiB, write-timeout: 1s}
                  failover: {first-token-minimum: 20s}
                  websocket: {origins: ["https://chat.example.com"], connections: 5, requests: 2, ping: 200ms}
                """);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        Talk.await(VERTX.close());
    }

    @Test
    void refusesWhoHasNoKeyInOpenAisForm() {
        assertThat(rejected(Map.of())).isEqualTo("401 invalid_api_key");
        assertThat(rejected(Map.of("x-api-key", "sk-serai-wrong"))).isEqualTo("401 invalid_api_key");
    }

    @Test
    void takesTheKeyAsASubprotocolToo() {
        try (Talk talk = Talk.open(VERTX, gateway, Map.of(), List.of("serai.v1", "serai.key." + TestGateway.KEY))) {
            assertThat(talk.socket().subProtocol()).isEqualTo("serai.v1");
            talk.request("a", body(MODEL, false));
            talk.first("a", "response");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com, true",
        "https://evil.example.com, false",
        "http://chat.example.com, false",
        "https://chat.example.com.evil.org, false",
        "null, false",
        "SAME, true"
    })
    void letsPagesInFromListedOriginsAndItsOwnHost(String origin, boolean allowed) {
        Map<String, String> headers = new HashMap<>(KEY);
        headers.put("origin", origin.equals("SAME") ? gateway.url() : origin);
        if (allowed) {
            try (Talk talk = Talk.open(VERTX, gateway, headers)) {
                talk.request("a", body(MODEL, false));
                talk.first("a", "response");
            }
        } else {
            assertThat(rejected(headers)).isEqualTo("403 permission_denied");
        }
    }

    @Test
    void tellsThatThePathIsAWebSocket() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + WebSocketIngress.PATH))
                .version(HttpClient.Version.HTTP_1_1);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> get = http.send(request.GET().build(), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> post = http.send(
                    request.POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(get.statusCode()).isEqualTo(400);
            assertThat(get.body()).contains("Upgrade: websocket");
            assertThat(post.statusCode()).isEqualTo(405);
        }
    }

    @Test
    void endsConnectionsThatSendTooMuchOrNoText() {
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", "{\"text\":\"" + "x".repeat(70_000) + "\"}");
            assertThat(talk.closed()).isEqualTo((short) 1009);
        }
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.sendBinary("{}");
            assertThat(talk.closed()).isEqualTo((short) 1003);
        }
    }

    @Test
    void boundsTheRequestsOfAConnection() {
        gateway.simulator().pace(new Pace(0, 20, 50));
        try (Talk talk = Talk.open(VERTX, gateway)) {
            for (String id : List.of("a", "b", "c")) {
                talk.request(id, body(MODEL, true));
            }
            assertThat(talk.first("c", "error").path("status").asInt()).isEqualTo(429);
            talk.first("a", "end");
            talk.first("b", "end");
        } finally {
            gateway.simulator().pace(Pace.INSTANT);
        }
    }

    @Test
    void cutsAClientThatDoesNotRead() {
        // with pings that come late: whoever does not read does not answer them, and would be cut for that
        try (TestGateway patient = TestGateway.start("""
                        gateway:
                          limits: {write-timeout: 1s}
                          failover: {first-token-minimum: 20s}
                          websocket: {ping: 20s}
                        """);
                Talk talk = Talk.open(VERTX, patient)) {
            patient.simulator().pace(new Pace(0, 0, 200_000));
            talk.socket().pause();
            String endless = body(MODEL, true).replace("64", "60000");
            talk.request("a", endless);
            talk.request("b", endless);

            assertThat(Waiting.until(
                            Talk.LONG, () -> patient.simulator().counts().aborted() == 2))
                    .isTrue();
            talk.socket().resume();
            assertThat(talk.heard())
                    .noneMatch(each -> each.path("type").asText().equals("end"));
        }
    }

    @Test
    void logsNothingThatIsSaid() {
        String marker = "zx83marker";
        try (CapturedLog log = CapturedLog.open();
                Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", Client.body(MODEL, false).replace("Hello", marker));
            talk.first("a", "response");
            talk.send("{\"" + marker);
            talk.first(each -> each.path("type").asText().equals("error"));

            assertThat(log.loggers()).contains("gateway.calls");
            assertThat(List.of(marker, TestGateway.KEY)).flatMap(log::with).isEmpty();
        }
    }

    private static String rejected(Map<String, String> headers) {
        CompletionException thrown =
                catchThrowableOfType(CompletionException.class, () -> Talk.open(VERTX, gateway, headers));
        UpgradeRejectedException refused = (UpgradeRejectedException) Objects.requireNonNull(thrown.getCause());
        return refused.getStatus() + " " + refused.getHeaders().get("x-serai-code");
    }
}
