package gateway.cache;

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

/** A gateway whose tenants want answers to be kept, and its clients. */
final class CacheLab implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final String PRICE = "{input: 1000000, cache-read: 1000000, cache-write: 1000000,"
            + " cache-write-1h: 1000000, output: 10000000, taken: 2026-11-27}";

    /** One model in two places, first outside the EU, and another; three tenants, of which one must stay in the EU. */
    private static final String SETTINGS = """
            gateway:
              models:
                kept:
                  context-tokens: 100000
                  max-output-tokens: 1000
                  deployments:
                    kept-us: {provider: openai, upstream-name: kept-us, region: global, residency: any, priority: 0,
                      weight: 1, price: %1$s}
                    kept-eu: {provider: bedrock, endpoint: "https://bedrock-runtime.eu-central-1.amazonaws.com",
                      upstream-name: "eu.anthropic.claude-haiku-4-5-20251001-v1:0", region: eu-central-1, residency: eu,
                      priority: 1, weight: 1, price: %1$s}
                native:
                  context-tokens: 100000
                  max-output-tokens: 1000
                  deployments:
                    native-1: {provider: anthropic, upstream-name: native-1, region: global, residency: any, priority: 0,
                      weight: 1, price: %1$s}
              aliases: {faq: kept}
              tenants:
                demo: {residency: any, limits: {usd-per-day: 1000},
                  cache: {models: {kept: {ttl: 1h}, native: {ttl: 1h}, faq: {ttl: 1h, similarity: 0.6}}}}
                other: {residency: any, cache: {models: {kept: {ttl: 1h}, faq: {ttl: 1h, similarity: 0.6}}}}
                clinic: {residency: eu, cache: {models: {kept: {ttl: 1h}}}}
                plain: {residency: any}
                strict: {residency: any, cache: {models: {kept: {ttl: 1h}}},
                  guardrails: {general: {denied-topics: {}}}}
            """.formatted(PRICE);

    private final TestGateway gateway = TestGateway.start(SETTINGS);
    private final Client client = new Client(gateway);

    TestGateway gateway() {
        return gateway;
    }

    Client client() {
        return client;
    }

    /** How many calls a provider has had. */
    long calls() {
        return gateway.simulator().counts().started();
    }

    /** A new key of a tenant. */
    String key(String tenant) {
        return json(admin("POST", "keys", "{\"tenant\":\"" + tenant + "\"}"))
                .path("key")
                .asText();
    }

    /** Changes something; fails if that is refused. */
    String admin(String method, String path, String body) {
        Reply reply = client.admin(method, "/admin/v1/" + path, TestGateway.ADMIN_KEY, body);
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        return reply.body();
    }

    /** Asks for an answer in OpenAI's format. */
    Reply ask(String key, String model, String text) {
        return ask(Api.OPENAI, key, model, text, false, Map.of());
    }

    Reply ask(Api api, String key, String model, String text, boolean stream, Map<String, String> headers) {
        Reply reply = client.post(api, key, headers, body(model, text, stream));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    static String body(String model, String text, boolean stream) {
        return "{\"model\":\"%s\",\"max_tokens\":64,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, stream, text);
    }

    /** The text of an answer, be it whole or streamed. */
    static String text(Reply reply) {
        if (!reply.body().contains("data: ")) {
            JsonNode json = json(reply.body());
            return json.at("/choices/0/message/content")
                    .asText(json.at("/content/0/text").asText());
        }
        StringBuilder text = new StringBuilder();
        reply.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> json(line.substring("data: ".length())))
                .forEach(event -> text.append(event.at("/choices/0/delta/content")
                        .asText(event.at("/delta/text").asText(""))));
        return text.toString();
    }

    /** The record of a call, once it is written. */
    JsonNode record(Reply reply) {
        String id = reply.header("x-serai-decision");
        Waiting.until(LONG, () -> gateway.decisions().find(id) != null);
        StoredDecision stored = Objects.requireNonNull(gateway.decisions().find(id));
        return json(stored.json());
    }

    static JsonNode json(String text) {
        try {
            return JsonCodec.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
