package gateway.websocket;

import static gateway.failover.Client.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.decision.StoredDecision;
import gateway.failover.Client;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How a gateway that is told to end takes leave of its WebSocket connections. */
class SocketDrainTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final short GOING_AWAY = 1001;
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() {
        Talk.await(VERTX.close());
    }

    @Test
    void letsStreamsComeToTheirEndAndClosesConnectionsAsSoonAsNothingIsUnderWay() throws Exception {
        try (TestGateway gateway = draining("0s", "30s");
                Talk idle = Talk.open(VERTX, gateway);
                Talk busy = begun(gateway, new Pace(0, 40, 100))) {
            CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway::drain);

            assertThat(idle.closed()).isEqualTo(GOING_AWAY);
            busy.request("b", body(MODEL, true));
            JsonNode refused = busy.first("b", "error");
            String upgrade = rejected(gateway);
            boolean running = !drained.isDone();
            busy.first("a", "end");
            drained.get(30, TimeUnit.SECONDS);

            assertThat(new Client(gateway).admin("GET", "/health/ready", "", "").status())
                    .isEqualTo(503);
            assertThat(running).isTrue();
            assertThat(refused.path("status").asInt()).isEqualTo(503);
            assertThat(refused.at("/headers/x-serai-code").asText()).isEqualTo("overloaded");
            assertThat(refused.at("/headers/retry-after").asText()).isEqualTo("1");
            assertThat(refused.at("/headers/x-request-id").asText()).startsWith("req_");
            assertThat(upgrade).isEqualTo("503 overloaded");
            assertThat(busy.closed()).isEqualTo(GOING_AWAY);
            assertThat(gateway.simulator().counts().aborted()).isZero();
        }
    }

    @Test
    void endsStreamsByAnErrorThatTakeTooLongAndSettlesThem() {
        try (TestGateway gateway = draining("0s", "200ms");
                Talk talk = begun(gateway, new Pace(0, 20, 5_000))) {
            gateway.drain();

            JsonNode error = talk.first("a", "error");
            assertThat(error.at("/error/code").asText()).isEqualTo("shutting_down");
            assertThat(error.at("/error/message").asText()).contains("this gateway is being stopped");
            assertThat(talk.closed()).isEqualTo(GOING_AWAY);
            assertThat(talk.heard("a"))
                    .noneMatch(each -> each.path("type").asText().equals("end"));
            String request =
                    talk.first("a", "response").at("/headers/x-request-id").asText();
            assertThat(Waiting.until(Talk.LONG, () -> gateway.decisions().find(request) != null))
                    .isTrue();
            StoredDecision decision = Objects.requireNonNull(gateway.decisions().find(request));
            assertThat(decision.result()).isEqualTo("shutting_down");
            assertThat(decision.json()).containsPattern("\"cost_micro_usd\":[1-9]");
            assertThat(gateway.simulator().counts().aborted()).isEqualTo(1);
        }
    }

    @Test
    void givesUpWhatStillWaitsForItsProvider() {
        try (TestGateway gateway = draining("0s", "200ms");
                Talk talk = Talk.open(VERTX, gateway)) {
            gateway.simulator().pace(new Pace(60_000, 0, 1));
            talk.request("a", body(MODEL, false));
            assertThat(Waiting.until(
                            Talk.LONG, () -> gateway.simulator().counts().open() == 1))
                    .isTrue();

            gateway.drain();

            JsonNode refused = talk.first("a", "error");
            assertThat(refused.path("status").asInt()).isEqualTo(503);
            assertThat(refused.at("/headers/x-serai-code").asText()).isEqualTo("overloaded");
            assertThat(talk.closed()).isEqualTo(GOING_AWAY);
        }
    }

    @Test
    void takesRequestsForAWhileAndTellsToConnectAnew() {
        try (TestGateway gateway = draining("10s", "10s");
                Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("before", body(MODEL, false));
            JsonNode before = talk.first("before", "response");
            CompletableFuture<Void> drained = CompletableFuture.runAsync(gateway::drain);
            Client client = new Client(gateway);
            assertThat(Waiting.until(
                            Talk.LONG,
                            () -> client.admin("GET", "/health/ready", "", "").status() == 503))
                    .isTrue();

            boolean told = Waiting.until(Talk.LONG, () -> lastAnswer(talk));
            JsonNode during = talk.heard().getLast();
            boolean running = !drained.isDone();

            assertThat(before.path("headers").has("connection")).isFalse();
            assertThat(told).isTrue();
            assertThat(during.at("/headers/connection").asText()).isEqualTo("close");
            assertThat(during.path("status").asInt()).isEqualTo(200);
            assertThat(running).isTrue();
            assertThat(talk.socket().isClosed()).isFalse();
        }
    }

    private static boolean lastAnswer(Talk talk) {
        String id = "during" + talk.heard().size();
        talk.request(id, body(MODEL, false));
        return talk.first(id, "response").path("headers").has("connection");
    }

    private static TestGateway draining(String delay, String timeout) {
        return TestGateway.start(
                "gateway:\n  failover: {first-token-minimum: 20s}\n",
                null,
                Map.of("SERAI_DRAIN_DELAY", delay, "SERAI_DRAIN_TIMEOUT", timeout));
    }

    private static Talk begun(TestGateway gateway, Pace pace) {
        gateway.simulator().pace(pace);
        Talk talk = Talk.open(VERTX, gateway);
        talk.request("a", body(MODEL, true));
        talk.first("a", "chunk");
        return talk;
    }

    private static String rejected(TestGateway gateway) {
        CompletionException thrown = catchThrowableOfType(CompletionException.class, () -> Talk.open(VERTX, gateway));
        UpgradeRejectedException refused = (UpgradeRejectedException) Objects.requireNonNull(thrown.getCause());
        return refused.getStatus() + " " + refused.getHeaders().get("x-serai-code");
    }
}
