package gateway.judge;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges through a whole gateway, played by the simulator: the rules of the chain hold for what they are asked. */
class JudgeTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String PRICE =
            "{input: 1000000, cache-read: 1000000, cache-write: 1000000, cache-write-1h: 1000000, output: 10000000, taken: 2026-11-27}";
    /** So dear that the router never chooses it. */
    private static final String DEAR = PRICE.replace("1000000", "500000000");

    private static final String SETTINGS = """
            gateway:
              models:
                first: {context-tokens: 100000, max-output-tokens: 1000, deployments: {
                  first-us: {provider: openai, upstream-name: first-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s},
                  first-eu: {provider: bedrock, endpoint: "https://bedrock-runtime.eu-central-1.amazonaws.com",
                    upstream-name: "eu.anthropic.claude-haiku-4-5-20251001-v1:0", region: eu-central-1, residency: eu, priority: 1, weight: 1, price: %1$s}}}
                second: {context-tokens: 100000, max-output-tokens: 1000, deployments: {
                  second-us: {provider: openai, upstream-name: second-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s}}}
                umpire: {context-tokens: 100000, max-output-tokens: 4000, deployments: {
                  umpire-us: {provider: openai, upstream-name: umpire-us, region: global, residency: any, priority: 0, weight: 1, price: %2$s}}}
              tenants:
                demo: {residency: any, routing: {mirrors: {first: {to: second, share: 1, judge: {model: umpire, share: 1, rubric: "MARK-OF-THE-RUBRIC"}}}}}
                split: {residency: any, routing: {experiments: {first: {
                  arms: {old: {model: first, weight: 1}, new: {model: second, weight: 1}}, judge: {model: umpire, share: 1}}}}}
                graded: {residency: any, models: [first, umpire], routing: {objective: cheap, exploration-share: 0, judge: {model: umpire, share: 1, learn: true}}}
                poor: {residency: any, models: [first, umpire], limits: {requests-per-minute: 1}, routing: {objective: cheap, exploration-share: 0, judge: {model: umpire, share: 1}}}
                plain: {residency: any, routing: {mirrors: {first: {to: second, share: 1}}}}
            """.formatted(PRICE, DEAR);

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

    @BeforeEach
    void hasAnOpinion() {
        // whichever place it has, the answer of the first model is the better one
        verdict("1", "first answer: \\\"This is the Serai provider simulator (first-us", "first", 9, 4);
        verdict("2", "second answer: \\\"This is the Serai provider simulator (first-us", "second", 4, 9);
        says("3", "\"answer: ", "{\"score\":8}");
    }

    @AfterEach
    void takeBack() {
        client.admin("DELETE", "/admin/v1/kill-switches/route/judge", TestGateway.ADMIN_KEY, "");
        gateway.simulator().faults().clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void comparesAMirrorWithWhatWasServed(boolean stream) throws JsonProcessingException {
        long better = count("demo", "served", "better");
        long worse = count("demo", "mirror", "worse");

        Reply reply = client.ask(Api.OPENAI, "first", stream, Map.of());

        assertThat(Waiting.until(LONG, () -> count("demo", "mirror", "worse") == worse + 1))
                .isTrue();
        assertThat(count("demo", "served", "better")).isEqualTo(better + 1);
        assertThat(arm("demo", "served").path("score").asDouble()).isEqualTo(0.9);
        assertThat(arm("demo", "mirror").path("score").asDouble()).isEqualTo(0.4);
        JsonNode asked = record(reply.header("x-serai-decision") + "-judge");
        assertThat(asked.path("route").asText()).isEqualTo("judge");
        assertThat(asked.path("tenant").asText()).isEqualTo("demo");
        assertThat(asked.at("/receipt/deployment").asText()).isEqualTo("umpire-us");
        assertThat(asked.path("cost_micro_usd").asLong()).isPositive();
        assertThat(asked.toString()).doesNotContain("MARK-OF-THE-RUBRIC", "simulator (first-us");
        assertThat(report().path("costs").toString()).contains("\"tenant\":\"demo\",\"route\":\"judge\"");
        assertThat(metrics()).contains("serai_judge_verdicts_total{arm=\"mirror\"");
    }

    @Test
    void tellsTheJudgeTheRubric() {
        says("0", "MARK-OF-THE-RUBRIC", "no verdict");
        long none = count("demo", "mirror", "none");

        client.ask("first");

        assertThat(Waiting.until(LONG, () -> count("demo", "mirror", "none") == none + 1))
                .isTrue();
        assertThat(count("demo", "served", "none")).isPositive();
    }

    @Test
    void comparesTheArmsOfAnExperiment() {
        String key = key("split");

        for (int user = 0; user < 8; user++) {
            client.post(
                    Api.OPENAI,
                    key,
                    Map.of(),
                    Client.body("first", false).replaceFirst("\\{", "{\"user\":\"u" + user + "\","));
        }

        assertThat(Waiting.until(LONG, () -> count("split", "new", "worse") == 8))
                .as(() -> report().toString())
                .isTrue();
        assertThat(count("split", "old", "better")).isEqualTo(8);
    }

    @Test
    void gradesDecisionsOfTheRouterAndTeachesIt() {
        long before = count("graded", "first", "scored");
        double lessons = metric("serai_routing_reward_count");

        Reply reply = client.post(Api.OPENAI, key("graded"), Map.of(), Client.body("auto", false));

        assertThat(reply.status()).isEqualTo(200);
        String chosen = reply.header("x-serai-model");
        assertThat(Waiting.until(LONG, () -> count("graded", chosen, "scored") >= before + 1))
                .isTrue();
        assertThat(arm("graded", chosen).path("score").asDouble()).isEqualTo(0.8);
        assertThat(Waiting.until(LONG, () -> metric("serai_routing_reward_count") > lessons))
                .isTrue();
    }

    @Test
    void staysInTheEuWithTheRequest() throws JsonProcessingException {
        Reply reply =
                client.post(Api.OPENAI, key("graded"), Map.of("x-serai-residency", "eu"), Client.body("auto", false));

        assertThat(reply.header("x-serai-deployment")).isEqualTo("first-eu");
        assertThat(record(reply.header("x-serai-decision") + "-judge")
                        .path("result")
                        .asText())
                .isEqualTo("no_deployment_in_region");
        assertThat(Waiting.until(LONG, () -> count("graded", "first", "refused") > 0))
                .isTrue();
    }

    @Test
    void isSwitchedOffAsARouteOfItsOwn() throws JsonProcessingException {
        client.admin("PUT", "/admin/v1/kill-switches/route/judge", TestGateway.ADMIN_KEY, "{\"reason\":\"a test\"}");
        long before = asked();

        Reply reply = client.ask("first");

        assertThat(record(reply.header("x-serai-decision") + "-judge")
                        .path("result")
                        .asText())
                .isEqualTo("switched_off");
        assertThat(asked()).isEqualTo(before);
    }

    @Test
    void isNotAskedWhereItsTenantHasNothingLeft() throws JsonProcessingException {
        long before = asked();

        Reply reply = client.post(Api.OPENAI, key("poor"), Map.of(), Client.body("auto", false));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(record(reply.header("x-serai-decision") + "-judge")
                        .path("result")
                        .asText())
                .isEqualTo("rate_limited");
        assertThat(asked()).isEqualTo(before);
    }

    @Test
    void isNeverAskedForATenantThatDoesNotWantIt() throws JsonProcessingException {
        long before = asked();

        Reply reply = client.post(Api.OPENAI, key("plain"), Map.of(), Client.body("first", false));

        record(reply.header("x-serai-decision") + "-mirror");
        assertThat(asked()).isEqualTo(before);
        assertThat(report().path("arms").toString()).doesNotContain("\"plain\"");
    }

    @Test
    void isToldNoPersonalData() {
        says("0", "anna.beispiel@example.org", "{\"score\":1}");
        long before = count("graded", "first", "scored");

        Reply reply = client.post(
                Api.OPENAI,
                key("graded"),
                Map.of(),
                "{\"model\":\"auto\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Write to anna.beispiel@example.org now\"}]}");

        assertThat(reply.body()).contains("anna.beispiel@example.org");
        String chosen = reply.header("x-serai-model");
        assertThat(Waiting.until(LONG, () -> count("graded", chosen, "scored") > before))
                .as(() -> report().toString())
                .isTrue();
        assertThat(arm("graded", chosen).path("score").asDouble()).isEqualTo(0.8);
    }

    private static void verdict(String id, String contains, String word, int first, int second) {
        says(id, contains, "{\"verdict\":\"%s\",\"first\":%d,\"second\":%d}".formatted(word, first, second));
    }

    private static void says(String id, String contains, String text) {
        gateway.simulator()
                .faults()
                .put(
                        id,
                        JsonCodec.object()
                                .put("model", "umpire-us")
                                .put("contains", contains)
                                .put("text", text)
                                .toString());
    }

    private static long asked() {
        return gateway.simulator().counts().startedFor("umpire-us");
    }

    private static JsonNode report() {
        try {
            return JsonCodec.MAPPER.readTree(client.admin("GET", "/admin/v1/comparisons", TestGateway.ADMIN_KEY, "")
                    .body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON", e);
        }
    }

    private static JsonNode arm(String tenant, String arm) {
        for (JsonNode each : report().path("arms")) {
            if (each.path("tenant").asText().equals(tenant)
                    && each.path("arm").asText().equals(arm)) {
                return each;
            }
        }
        return JsonCodec.object();
    }

    private static long count(String tenant, String arm, String result) {
        return arm(tenant, arm).path(result).asLong();
    }

    private static double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String key(String tenant) {
        String made = client.admin("POST", "/admin/v1/keys", TestGateway.ADMIN_KEY, "{\"tenant\":\"" + tenant + "\"}")
                .body();
        return made.replaceAll("(?s).*\"key\" *: *\"([^\"]+)\".*", "$1");
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
