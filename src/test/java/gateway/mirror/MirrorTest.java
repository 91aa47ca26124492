package gateway.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.decision.StoredDecision;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies and experiments, through a whole gateway: the rules of the chain hold for both. */
class MirrorTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String PRICE =
            "{input: 1000000, cache-read: 1000000, cache-write: 1000000, cache-write-1h: 1000000, output: 10000000, taken: 2026-11-27}";
    private static final String SETTINGS = """
            gateway:
              models:
                first: {context-tokens: 100000, max-output-tokens: 1000, deployments: {
                  first-us: {provider: openai, upstream-name: first-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s},
                  first-eu: {provider: bedrock, endpoint: "https://bedrock-runtime.eu-central-1.amazonaws.com",
                    upstream-name: "eu.anthropic.claude-haiku-4-5-20251001-v1:0", region: eu-central-1, residency: eu, priority: 1, weight: 1, price: %1$s}}}
                second: {context-tokens: 100000, max-output-tokens: 1000, deployments: {
                  second-us: {provider: openai, upstream-name: second-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s}}}
              tenants:
                demo: {residency: any, limits: {usd-per-day: 1000}, routing: {mirrors: {first: {to: second, share: 1}}}}
                poor: {residency: any, limits: {requests-per-minute: 1}, routing: {mirrors: {first: {to: second, share: 1}}}}
                split: {residency: any, routing: {experiments: {first: {arms: {
                  old: {model: first, weight: 1}, new: {model: second, weight: 1}}}}}}
            """.formatted(PRICE);

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(SETTINGS);
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void takeBack() {
        client.admin("DELETE", "/admin/v1/kill-switches/route/mirror", TestGateway.ADMIN_KEY, "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copiesARequestAndGivesNobodyTheAnswer(boolean stream) throws JsonProcessingException {
        long before = copies();

        Reply reply = client.ask(Api.OPENAI, "first", stream, Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-serai-deployment")).isEqualTo("first-us");
        assertThat(Waiting.until(LONG, () -> copies() == before + 1)).isTrue();
        JsonNode copy = record(reply.header("x-serai-decision") + "-mirror");
        assertThat(copy.path("route").asText()).isEqualTo("mirror");
        assertThat(copy.path("tenant").asText()).isEqualTo("demo");
        assertThat(copy.at("/receipt/deployment").asText()).isEqualTo("second-us");
        assertThat(copy.path("cost_micro_usd").asLong()).isPositive();
        assertThat(Waiting.until(LONG, () -> metrics().contains("serai_mirror_duration_seconds_count{")))
                .isTrue();
    }

    @Test
    void staysInTheEuWithTheRequest() throws JsonProcessingException {
        long before = copies();

        Reply reply = client.ask(Api.OPENAI, "first", false, Map.of("x-serai-residency", "eu"));

        JsonNode copy = record(reply.header("x-serai-decision") + "-mirror");
        assertThat(reply.header("x-serai-deployment")).isEqualTo("first-eu");
        assertThat(copy.path("result").asText()).isEqualTo("no_deployment_in_region");
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void isSwitchedOffAsARouteOfItsOwn() throws JsonProcessingException {
        long before = copies();
        client.admin("PUT", "/admin/v1/kill-switches/route/mirror", TestGateway.ADMIN_KEY, "{\"reason\":\"a test\"}");

        Reply reply = client.ask("first");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(record(reply.header("x-serai-decision") + "-mirror")
                        .path("result")
                        .asText())
                .isEqualTo("switched_off");
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void isNotMadeWhereItsTenantHasNothingLeft() throws JsonProcessingException {
        String key = key("poor");
        long before = copies();

        Reply reply = client.post(Api.OPENAI, key, Map.of(), Client.body("first", false));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(record(reply.header("x-serai-decision") + "-mirror")
                        .path("result")
                        .asText())
                .isEqualTo("rate_limited");
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void keepsAUserOnOneArm() throws JsonProcessingException {
        String key = key("split");
        Map<String, String> arms = new TreeMap<>();
        for (int round = 0; round < 2; round++) {
            for (int user = 0; user < 24; user++) {
                Reply reply = client.post(
                        Api.OPENAI,
                        key,
                        Map.of(),
                        Client.body("first", false)
                                .replaceFirst("\\{", "{\"user\":\"u" + user + "\",\"seed\":" + round + ","));
                String model = reply.header("x-serai-model");
                assertThat(arms.merge("u" + user, model, (one, other) -> one.equals(other) ? one : "both"))
                        .isNotEqualTo("both");
                if (user == 0) {
                    assertThat(record(reply.header("x-serai-decision"))
                                    .path("steps")
                                    .toString())
                            .contains("arm " + (model.equals("first") ? "old" : "new"));
                }
            }
        }
        assertThat(arms.values()).contains("first", "second");
    }

    @Test
    void leavesOthersWhereAnArmHasNoPlace() {
        String key = key("split");

        for (int user = 0; user < 8; user++) {
            Reply reply = client.post(
                    Api.OPENAI,
                    key,
                    Map.of("x-serai-residency", "eu"),
                    Client.body("first", false).replaceFirst("\\{", "{\"user\":\"e" + user + "\","));

            assertThat(reply.header("x-serai-deployment")).isEqualTo("first-eu");
        }
    }

    private static String key(String tenant) {
        String made = client.admin("POST", "/admin/v1/keys", TestGateway.ADMIN_KEY, "{\"tenant\":\"" + tenant + "\"}")
                .body();
        return made.replaceAll("(?s).*\"key\" *: *\"([^\"]+)\".*", "$1");
    }

    private static long copies() {
        return gateway.simulator().counts().startedFor("second-us");
    }

    private static String metrics() {
        return client.admin("GET", "/metrics", TestGateway.ADMIN_KEY, "").body();
    }

    private static JsonNode record(String id) throws JsonProcessingException {
        assertThat(Waiting.until(LONG, () -> gateway.decisions().find(id) != null))
                .as(id)
                .isTrue();
        StoredDecision stored = Objects.requireNonNull(gateway.decisions().find(id));
        return JsonCodec.MAPPER.readTree(stored.json());
    }
}
