package gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Likeness by an embedding model, and those who ask the same at the same time, through a whole gateway. */
class LikeByModelTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String PRICE =
            "{input: 1000000, cache-read: 1000000, cache-write: 1000000, cache-write-1h: 1000000, output: 10000000, taken: 2026-11-27}";
    private static final String RULE = "{models: {kept: {ttl: 1h, similarity: 0.5, embedder: vectors}}}";
    private static final String SETTINGS = """
            gateway:
              cache: {embed-within: 10s}
              failover: {first-token-minimum: 20s, first-token-initial: 20s}
              breaker: {window: 1000, minimum-calls: 1000}
              models:
                kept: {context-tokens: 100000, max-output-tokens: 1000, deployments: {
                  kept-us: {provider: openai, upstream-name: kept-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s},
                  kept-eu: {provider: bedrock, endpoint: "https://bedrock-runtime.eu-central-1.amazonaws.com",
                    upstream-name: "eu.anthropic.claude-haiku-4-5-20251001-v1:0", region: eu-central-1, residency: eu, priority: 1, weight: 1, price: %1$s}}}
                vectors: {context-tokens: 8191, embedding: {dimensions: 1536}, deployments: {
                  vectors-us: {provider: openai, upstream-name: text-embedding-3-small, region: global, residency: any, priority: 0, weight: 1, price: %1$s}}}
              tenants:
                demo: {residency: any, limits: {usd-per-day: 1000}, cache: %2$s}
                other: {residency: any, cache: %2$s}
                inside: {residency: eu, cache: %2$s}
            """.formatted(PRICE, RULE);

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
        client.admin("DELETE", "/admin/v1/kill-switches/route/likeness", TestGateway.ADMIN_KEY, "");
        gateway.simulator().faults().clear();
    }

    @Test
    void findsTheSameInOtherWords() {
        sameVectorForAll();
        Reply first = ask(TestGateway.KEY, "How do I reset my password?", Map.of());

        String vector = first.header("x-serai-decision") + "-likeness";
        assertThat(Waiting.until(LONG, () -> gateway.decisions().find(vector) != null))
                .isTrue();
        JsonNode record = CacheLab.json(
                Objects.requireNonNull(gateway.decisions().find(vector)).json());
        assertThat(record.path("route").asText()).isEqualTo("likeness");
        assertThat(record.path("tenant").asText()).isEqualTo("demo");
        assertThat(record.path("result").asText()).as(record::toString).isEqualTo("complete");
        assertThat(record.path("cost_micro_usd").asLong()).isPositive();

        Reply like = ask(TestGateway.KEY, "What is the way to reset my password?", Map.of());

        assertThat(first.header("x-serai-cache")).isEqualTo("miss");
        assertThat(like.header("x-serai-cache")).isEqualTo("hit");
        assertThat(CacheLab.text(like)).isEqualTo(CacheLab.text(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I pay 200 EUR to Anna?",
                "How do I pay 100 EUR to Berta?",
                "How do I not pay 100 EUR to Anna?",
                "How do I pay -100 EUR to Anna?"
            })
    void trustsNoVectorWithNumbersNamesNegationsAndSigns(String other) {
        sameVectorForAll();
        long before = vectors();
        ask(TestGateway.KEY, "How do I pay 100 EUR to Anna, " + UUID.randomUUID() + "?", Map.of());

        assertThat(ask(TestGateway.KEY, other, Map.of()).header("x-serai-cache"))
                .isEqualTo("miss");
        assertThat(vectors()).isEqualTo(before + 2);
    }

    @Test
    void neverGivesWhatAnotherTenantAsked() {
        sameVectorForAll();
        ask(TestGateway.KEY, "Where is my parcel now?", Map.of());

        Reply foreign = ask(key("other"), "Tell me the place of my parcel now", Map.of());

        assertThat(foreign.header("x-serai-cache")).isEqualTo("miss");
    }

    @Test
    void asksNoModelOutsideTheEuForOneWhoMustStayInside() {
        long before = vectors();

        Reply inside = ask(key("inside"), "Which law holds here?", Map.of());

        assertThat(inside.header("x-serai-cache")).isEqualTo("miss");
        assertThat(inside.header("x-serai-deployment")).isEqualTo("kept-eu");
        assertThat(vectors()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":500}", "{\"garbage\":true}", "{\"reset\":true}"})
    void takesAFailureOfTheModelForAMiss(String fault) {
        gateway.simulator().faults().put("vectors", fault.replace("{", "{\"model\":\"text-embedding-3-small\","));

        Reply reply = ask(TestGateway.KEY, "Does it matter? " + UUID.randomUUID(), Map.of());

        assertThat(reply.header("x-serai-cache")).isEqualTo("miss");
    }

    @Test
    void asksNoModelThatIsSwitchedOff() {
        client.admin("PUT", "/admin/v1/kill-switches/route/likeness", TestGateway.ADMIN_KEY, "{\"reason\":\"a test\"}");
        long before = vectors();

        assertThat(ask(TestGateway.KEY, "Is it off now?", Map.of()).header("x-serai-cache"))
                .isEqualTo("miss");
        assertThat(vectors()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsTheSecondOfTwoWaitForTheFirstOnesAnswer(boolean stream) {
        String question = "Who is first, of streams " + stream + "?";
        gateway.simulator().faults().put("slow", "{\"model\":\"kept-us\",\"firstByteDelayMs\":1500}");
        long before = calls();
        CompletableFuture<Reply> first =
                CompletableFuture.supplyAsync(() -> ask(TestGateway.KEY, question, stream, Map.of()));
        assertThat(Waiting.until(LONG, () -> calls() == before + 1)).isTrue();

        Reply second = ask(TestGateway.KEY, question, stream, Map.of());

        assertThat(first.join().header("x-serai-cache")).isEqualTo("miss");
        assertThat(second.header("x-serai-cache")).isEqualTo("hit");
        assertThat(second.header("age")).matches("\\d+");
        assertThat(CacheLab.text(second)).isNotEmpty().isEqualTo(CacheLab.text(first.join()));
        assertThat(calls()).isEqualTo(before + 1);
    }

    @Test
    void asksForItselfWhereTheFirstOneFails() {
        String question = "Who fails first?";
        gateway.simulator()
                .faults()
                .put("a", "{\"model\":\"kept-us\",\"firstByteDelayMs\":1500,\"status\":400,\"times\":1}");
        long before = calls();
        CompletableFuture<Reply> first = CompletableFuture.supplyAsync(
                () -> client.post(Api.OPENAI, TestGateway.KEY, Map.of(), CacheLab.body("kept", question, false)));
        assertThat(Waiting.until(LONG, () -> calls() == before + 1)).isTrue();

        Reply second = ask(TestGateway.KEY, question, Map.of());

        assertThat(first.join().status()).isEqualTo(400);
        assertThat(second.header("x-serai-cache")).isEqualTo("miss");
        assertThat(calls()).isEqualTo(before + 2);
    }

    /** The worst that a model can do: to it, all is the same. */
    private static void sameVectorForAll() {
        gateway.simulator()
                .faults()
                .put(
                        "same",
                        JsonCodec.object()
                                .put("model", "text-embedding-3-small")
                                .put("status", 200)
                                .put(
                                        "body",
                                        "{\"object\":\"list\",\"model\":\"text-embedding-3-small\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1"
                                                + ",0.5".repeat(1_535)
                                                + "]}],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}")
                                .toString());
    }

    private static Reply ask(String key, String text, Map<String, String> headers) {
        return ask(key, text, false, headers);
    }

    private static Reply ask(String key, String text, boolean stream, Map<String, String> headers) {
        Reply reply = client.post(Api.OPENAI, key, headers, CacheLab.body("kept", text, stream));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private static long calls() {
        return gateway.simulator().counts().startedFor("kept-us");
    }

    private static long vectors() {
        return gateway.simulator().counts().startedFor("text-embedding-3-small");
    }

    private static String key(String tenant) {
        return CacheLab.json(
                        client.admin("POST", "/admin/v1/keys", TestGateway.ADMIN_KEY, "{\"tenant\":\"" + tenant + "\"}")
                                .body())
                .path("key")
                .asText();
    }
}
