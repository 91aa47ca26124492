package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.decision.StoredDecision;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call leaves one record, which tells what was decided and nothing of what was said. */
class DecisionTest {
    private static final String SWITCH = "/admin/v1/kill-switches/";
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String MARKER = "MARKER";

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(new Overlay()
                .provider("near", "anthropic", "near.test")
                .provider("far", "openai", "far.test")
                .model(
                        "both",
                        new Place("both-eu", "near", "both-eu", true),
                        new Place("both-us", "far", "both-us", false))
                .model("us", new Place("us-1", "far", "us-1", false))
                .model("faulty", new Place("faulty-1", "far", "faulty-1", false))
                .model("limited", new Place("limited-1", "far", "limited-1", false))
                .section("limits: {body: 64KiB}")
                .section("residency: {eu-hosts: [near.test]}")
                .yaml());
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void takeBack() {
        client.admin("DELETE", SWITCH + "model/us", TestGateway.ADMIN_KEY, "");
        gateway.simulator().faults().clear();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void keepsAReceiptOfAWholeAnswer(Api api) throws JsonProcessingException {
        Reply reply = client.ask(api, "both", false, Map.of("x-serai-residency", "eu"));

        StoredDecision stored = await(reply.header("x-serai-decision"));
        JsonNode json = read(stored);
        assertThat(stored.result()).isEqualTo("complete");
        assertThat(stored.tenant()).isEqualTo("demo");
        assertThat(stored.required() + stored.guaranteed()).isEqualTo("eueu");
        assertThat(json.path("receipt").toString())
                .isEqualTo("{\"deployment\":\"both-eu\",\"provider\":\"near\",\"region\":\"eu\","
                        + "\"host\":\"near.test\",\"residency\":\"eu\"}");
        assertThat(json.at("/steps/0/note").asText()).isEqualTo("2 candidates");
        assertThat(json.at("/steps/1/removed/0").asText()).isEqualTo("both-us: not in the EU");
        assertThat(json.path("stream").asBoolean()).isFalse();
        assertThat(json.at("/usage/output_tokens").asLong()).isPositive();
    }

    @Test
    void tellsOfFailoverWhoHadTheContentAndWhoServed() throws JsonProcessingException {
        gateway.simulator().faults().put("dead", "{\"model\":\"both-eu\",\"status\":500,\"body\":\"" + MARKER + "\"}");

        Reply reply = client.ask(Api.OPENAI, "both", true, Map.of());

        StoredDecision stored = await(reply.header("x-serai-decision"));
        JsonNode json = read(stored);
        assertThat(stored.deployment()).isEqualTo("both-us");
        assertThat(json.path("ranked").toString()).isEqualTo("[\"both-eu\",\"both-us\"]");
        assertThat(json.at("/attempts/0/host").asText()).isEqualTo("near.test");
        assertThat(json.at("/attempts/0/failure/status").asInt()).isEqualTo(500);
        assertThat(json.at("/attempts/1/deployment").asText()).isEqualTo("both-us");
        assertThat(json.at("/receipt/host").asText()).isEqualTo("far.test");
        assertThat(json.path("stream").asBoolean()).isTrue();
        assertThat(stored.json()).doesNotContain(MARKER);
    }

    @Test
    void tellsHowAStreamEnded() {
        Reply whole = client.ask(Api.ANTHROPIC, "us", true, Map.of());
        gateway.simulator().faults().put("cut", "{\"model\":\"us-1\",\"cutAfterChunks\":3,\"chunks\":50}");
        Reply broken = client.ask(Api.OPENAI, "us", true, Map.of());
        gateway.simulator().faults().clear();
        gateway.simulator().faults().put("slow", "{\"model\":\"us-1\",\"chunks\":600,\"pauseMs\":50}");
        OpenStream left = OpenStream.of(gateway, Api.OPENAI, "us");
        OpenStream cut = OpenStream.of(gateway, Api.OPENAI, "us");
        Patience.until(() -> left.hasBegun() && cut.hasBegun(), LONG);
        left.close();
        String leftId = header(left.text(), "x-serai-decision");
        StoredDecision ofLeft = await(leftId);
        client.admin("PUT", SWITCH + "model/us", TestGateway.ADMIN_KEY, "{\"reason\":\"a test\",\"mode\":\"cut\"}");

        assertThat(await(whole.header("x-serai-decision")).result()).isEqualTo("complete");
        assertThat(await(broken.header("x-serai-decision")).result()).isEqualTo("failed");
        assertThat(ofLeft.result()).isEqualTo("cancelled");
        assertThat(await(header(cut.text(), "x-serai-decision")).result()).isEqualTo("switched_off");
    }

    @ParameterizedTest
    @CsvSource({
        "us,      '',                     eu,  '',   no_deployment_in_region, 403, us",
        "faulty,  '{\"status\":500}',     any, '',   all_providers_failed,    502, faulty",
        "faulty,  '{\"status\":400}',     any, '',   invalid_request,         400, faulty",
        "faulty,  '{\"hang\":true}',      any, '60', deadline_exceeded,       504, faulty",
        "limited, '{\"status\":429}',     any, '',   rate_limited,            429, limited",
        "MARKER,  '',                     any, '',   model_not_found,         404, ''",
    })
    void tellsWhyARequestWasRefused(
            String model, String fault, String residency, String deadline, String code, int status, String kept)
            throws JsonProcessingException {
        if (!fault.isEmpty()) {
            gateway.simulator().faults().put("fault", fault);
        }
        Map<String, String> headers = deadline.isEmpty()
                ? Map.of("x-serai-residency", residency)
                : Map.of("x-serai-residency", residency, "x-serai-deadline-ms", deadline);

        Reply reply = client.ask(Api.OPENAI, model, false, headers);

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        StoredDecision stored = await(reply.header("x-request-id"));
        assertThat(stored.result()).isEqualTo(code);
        assertThat(stored.tenant()).isEqualTo("demo");
        assertThat(stored.model()).isEqualTo(kept);
        assertThat(read(stored).path("status").asInt()).isEqualTo(status);
        assertThat(stored.json()).doesNotContain(MARKER);
    }

    @Test
    void recordsWhatIsRefusedBeforeItIsKnownWhoAsks() {
        Reply stranger = client.post(Api.OPENAI, "sk-MARKER", Map.of(), Client.body("us", false));
        Reply garbled = client.post(Api.ANTHROPIC, TestGateway.KEY, Map.of(), "{\"MARKER\":MARKER");
        Reply large = client.post(Api.OPENAI, TestGateway.KEY, Map.of(), "x".repeat(70_000));

        StoredDecision ofStranger = await(stranger.header("x-request-id"));
        assertThat(ofStranger.result()).isEqualTo("invalid_api_key");
        assertThat(ofStranger.tenant()).isEmpty();
        assertThat(ofStranger.json()).contains("\"route\":\"openai-chat\"").doesNotContain(MARKER);
        assertThat(await(garbled.header("x-request-id")).result()).isEqualTo("invalid_request");
        assertThat(await(large.header("x-request-id")).result()).isEqualTo("payload_too_large");
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void keepsNothingOfWhatAClientSays(Api api) {
        List<String> fields = new ArrayList<>(List.of(
                "\"model\":\"both\"",
                "\"max_tokens\":64",
                "\"messages\":[{\"role\":\"user\",\"content\":\"MARKER\"}]",
                "\"metadata\":{\"user_id\":\"MARKER\"}",
                "\"MARKER\":\"MARKER\""));
        if (api == Api.OPENAI) {
            fields.add("\"user\":\"MARKER\",\"stop\":[\"MARKER\"]");
            fields.add("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"MARKER\",\"description\":\"MARKER\","
                    + "\"parameters\":{\"type\":\"object\",\"properties\":{\"MARKER\":{\"type\":\"string\"}}}}}]");
        } else {
            fields.add("\"system\":\"MARKER\",\"stop_sequences\":[\"MARKER\"]");
            fields.add(
                    "\"tools\":[{\"name\":\"MARKER\",\"description\":\"MARKER\",\"input_schema\":{\"type\":\"object\"}}]");
        }
        for (String stream : List.of("true", "false")) {
            gateway.simulator().faults().put("said", "{\"text\":\"MARKER MARKER\"}");
            Reply reply = client.post(
                    api,
                    TestGateway.KEY,
                    Map.of("idempotency-key", MARKER + stream, "user-agent", MARKER),
                    "{" + String.join(",", fields) + ",\"stream\":" + stream + "}");

            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(await(reply.header("x-serai-decision")).toString()).doesNotContain(MARKER, TestGateway.KEY);
        }
    }

    @Test
    void keepsExactlyOneRecordOfEachOfManyCallsAtOnce() throws InterruptedException {
        Set<String> ids = new HashSet<>();
        ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 10; t++) {
            boolean stream = t % 2 == 0;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 20; i++) {
                    replies.add(client.ask(Api.OPENAI, i % 5 == 0 ? "none" : "both", stream, Map.of()));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        replies.forEach(reply -> ids.add(reply.header("x-request-id")));
        assertThat(ids).hasSize(200);
        ids.forEach(DecisionTest::await);
        assertThat(client.admin("GET", "/metrics", TestGateway.ADMIN_KEY, "").body())
                .contains("serai_decisions_dropped_total 0.0", "serai_decisions_queue 0.0");
    }

    private static StoredDecision await(String id) {
        Patience.until(() -> gateway.decisions().find(id) != null, LONG);
        StoredDecision found = gateway.decisions().find(id);
        if (found == null) {
            throw new AssertionError("the record of " + id + " is gone");
        }
        return found;
    }

    private static String header(String text, String name) {
        int from = text.indexOf(name + ": ") + name.length() + 2;
        return text.substring(from, text.indexOf("\r\n", from));
    }

    private static JsonNode read(StoredDecision stored) throws JsonProcessingException {
        return new ObjectMapper().readTree(stored.json());
    }
}
