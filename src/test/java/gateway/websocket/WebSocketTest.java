package gateway.websocket;

import static gateway.failover.Client.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import gateway.wire.JsonCodec;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats by WebSocket get what they would get by HTTP. */
class WebSocketTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final Vertx VERTX = Vertx.vertx();
    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway =
                TestGateway.start("gateway:\n  failover:\n    first-token-minimum: 20s\n  limits: {deciding: 1000}\n");
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        Talk.await(VERTX.close());
    }

    @AfterEach
    void calm() {
        gateway.simulator().pace(Pace.INSTANT);
        client.admin("DELETE", "/admin/v1/kill-switches/route/websocket-chat", TestGateway.ADMIN_KEY, "");
        assertThat(Waiting.until(Talk.LONG, () -> gateway.simulator().counts().open() == 0))
                .isTrue();
    }

    @Test
    void answersWhole() throws IOException {
        Reply byHttp = client.ask(Api.OPENAI, MODEL, false, Map.of());
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", body(MODEL, false));

            JsonNode answer = talk.first("a", "response");

            assertThat(answer.path("status").asInt()).isEqualTo(200);
            assertThat(answer.path("headers").path("x-serai-model").asText()).isEqualTo(MODEL);
            assertThat(answer.path("headers").path("x-request-id").asText()).startsWith("req_");
            assertThat(answer.path("headers").has("content-type")).isFalse();
            assertThat(answer.path("body").path("object").asText()).isEqualTo("chat.completion");
            assertThat(answer.path("body").path("choices"))
                    .isEqualTo(JsonCodec.MAPPER.readTree(byHttp.body()).path("choices"));
        }
    }

    @Test
    void streamsTheChunksOfServerSentEvents() throws IOException {
        Reply byHttp = client.ask(Api.OPENAI, MODEL, true, Map.of());
        List<JsonNode> events = new ArrayList<>();
        for (String line : byHttp.body().lines().toList()) {
            if (line.startsWith("data: {")) {
                events.add(JsonCodec.MAPPER.readTree(line.substring(6)).path("choices"));
            }
        }
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", body(MODEL, true));
            talk.first("a", "end");

            List<JsonNode> heard = talk.heard("a");

            assertThat(heard.getFirst().path("type").asText()).isEqualTo("response");
            assertThat(heard.getFirst().path("status").asInt()).isEqualTo(200);
            assertThat(heard.getFirst().has("body")).isFalse();
            assertThat(heard.subList(1, heard.size() - 1))
                    .extracting(each -> each.path("chunk").path("choices"))
                    .hasSizeGreaterThan(2)
                    .isEqualTo(events);
        }
    }

    @Test
    void answersSeveralAtOnceAndTakesAnIdAgainOnlyWhenItIsFree() {
        gateway.simulator().pace(new Pace(50, 20, 40));
        try (Talk talk = Talk.open(VERTX, gateway)) {
            for (int i = 0; i < 8; i++) {
                talk.request("r" + i, body(MODEL, true));
            }
            talk.request("r3", body(MODEL, true));

            JsonNode refused = talk.first("r3", "error");
            assertThat(refused.path("status").asInt()).isEqualTo(409);
            for (int i = 0; i < 8; i++) {
                talk.first("r" + i, "end");
            }
            talk.request("r3", body(MODEL, false));
            talk.first(each -> each.path("id").asText().equals("r3") && each.has("body"));
        }
    }

    @Test
    void abortsTheProviderOfWhatIsCancelledAndLeavesTheOthers() {
        gateway.simulator().pace(new Pace(0, 20, 100));
        long aborted = gateway.simulator().counts().aborted();
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", body(MODEL, true));
            talk.request("b", body(MODEL, true));
            talk.first("a", "chunk");
            talk.cancel("a");
            talk.cancel("unknown");

            talk.first("a", "cancelled");
            talk.first("b", "end");

            assertThat(talk.heard("a").getLast().path("type").asText()).isEqualTo("cancelled");
            assertThat(gateway.simulator().counts().aborted()).isEqualTo(aborted + 1);
            talk.request("a", body(MODEL, false));
            talk.first(each -> each.path("id").asText().equals("a") && each.has("body"));
        }
    }

    @Test
    void cancelsWhatHasNotBegunToAnswer() {
        gateway.simulator().pace(new Pace(15_000, 0, 4));
        long aborted = gateway.simulator().counts().aborted();
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", body(MODEL, false));
            Waiting.until(Talk.LONG, () -> gateway.simulator().counts().open() == 1);
            talk.cancel("a");

            talk.first("a", "cancelled");

            assertThat(talk.heard("a")).hasSize(1);
            assertThat(Waiting.until(
                            Talk.LONG, () -> gateway.simulator().counts().aborted() == aborted + 1))
                    .isTrue();
        }
    }

    @Test
    void abortsAllProvidersWhenTheClientLeaves() {
        gateway.simulator().pace(new Pace(0, 50, 1_000));
        long aborted = gateway.simulator().counts().aborted();
        Talk talk = Talk.open(VERTX, gateway);
        for (int i = 0; i < 5; i++) {
            talk.request("r" + i, body(MODEL, true));
        }
        for (int i = 0; i < 5; i++) {
            talk.first("r" + i, "chunk");
        }

        talk.close();

        assertThat(Waiting.until(Talk.LONG, () -> gateway.simulator().counts().aborted() == aborted + 5))
                .isTrue();
    }

    @Test
    void carriesManyConnectionsWithSeveralStreamsEach() {
        gateway.simulator().pace(new Pace(0, 5, 10));
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            talks.add(Talk.open(VERTX, gateway));
        }
        for (String id : List.of("x", "y", "z")) {
            talks.forEach(talk -> talk.request(id, body(MODEL, true)));
        }

        for (Talk talk : talks) {
            for (String id : List.of("x", "y", "z")) {
                talk.first(each -> each.path("id").asText().equals(id)
                        && List.of("end", "error").contains(each.path("type").asText()));
            }
        }

        assertThat(talks)
                .allSatisfy(talk -> assertThat(talk.heard())
                        .noneMatch(each -> each.path("type").asText().equals("error")));
        talks.forEach(Talk::close);
    }

    @Test
    void obeysTheSwitchOfItsRoute() {
        client.admin(
                "PUT",
                "/admin/v1/kill-switches/route/websocket-chat",
                TestGateway.ADMIN_KEY,
                "{\"reason\":\"test\",\"mode\":\"drain\"}");
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", body(MODEL, true));

            JsonNode refused = talk.first("a", "error");

            assertThat(refused.path("status").asInt()).isEqualTo(503);
            assertThat(refused.path("headers").path("x-serai-code").asText()).isEqualTo("switched_off");
            assertThat(refused.at("/headers/x-request-id").asText()).startsWith("req_");
            assertThat(refused.path("error").path("code").asText()).isEqualTo("switched_off");
            assertThat(client.ask(MODEL).status()).isEqualTo(200);
        }
    }

    @Test
    void endsAStreamThatBreaksWithAnError() {
        gateway.simulator().faults().put("cut", "{\"cutAfterChunks\":2}");
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", "{\"x-serai-failover\":\"error\"}", body(MODEL, true));

            JsonNode error = talk.first("a", "error");

            assertThat(error.path("error").path("message").asText()).isNotEmpty();
            assertThat(talk.heard("a"))
                    .noneMatch(each -> each.path("type").asText().equals("end"));
        } finally {
            gateway.simulator().faults().clear();
        }
    }

    @Test
    void tellsThatAnotherDeploymentGoesOn() {
        gateway.simulator().faults().put("cut", "{\"dialect\":\"anthropic\",\"cutAfterChunks\":2}");
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.request("a", "{\"x-serai-failover\":\"continue\"}", body(MODEL, true));

            assertThat(talk.first("a", "continued").path("deployment").asText()).isNotEmpty();
            talk.first("a", "end");
        } finally {
            gateway.simulator().faults().clear();
        }
    }

    @Test
    void takesWishesFromTheConnectionAndFromTheMessageOnTop() {
        Map<String, String> headers = Map.of("x-api-key", TestGateway.KEY, "x-serai-residency", "eu");
        try (Talk talk = Talk.open(VERTX, gateway, headers)) {
            talk.request("a", body("auto", false));
            talk.request("b", "{\"x-serai-residency\":\"mars\"}", body("auto", false));

            assertThat(talk.first("a", "response")
                            .path("headers")
                            .path("x-serai-residency")
                            .asText())
                    .isEqualTo("eu");
            assertThat(talk.first("b", "error").path("status").asInt()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[]",
                "{}",
                "{\"type\":\"request\"}",
                "{\"id\":1}",
                "{\"type\":\"request\",\"id\":\"m\"}",
                "{\"type\":\"dance\",\"id\":\"m\"}",
                "{\"type\":\"request\",\"id\":\"m\",\"body\":[]}",
                "{\"type\":\"request\",\"id\":\"m\",\"headers\":{\"authorization\":\"x\"},\"body\":{}}",
                "{\"type\":\"request\",\"id\":\"m\",\"headers\":{\"x-serai-domain\":{}},\"body\":{}}",
                "{\"type\":\"request\",\"id\":\"m\",\"more\":1,\"body\":{}}",
                "{\"type\":\"request\",\"id\":\"m\",\"body\":{}} {}",
                "{\"type\":\"request\",\"id\":\"m\",\"body\":{"
            })
    void tellsWhatIsWrongWithAMessageAndGoesOn(String message) {
        try (Talk talk = Talk.open(VERTX, gateway)) {
            talk.send(message);

            JsonNode error = talk.first(each -> each.path("type").asText().equals("error"));

            assertThat(error.path("status").asInt()).isEqualTo(400);
            assertThat(error.path("error").path("message").asText()).isNotEmpty();
            assertThat(error.path("error").path("code").asText()).isEqualTo("invalid_request");
            assertThat(error.at("/headers/x-request-id").asText()).startsWith("req_");
            talk.request("ok", body(MODEL, false));
            talk.first("ok", "response");
        }
    }
}
