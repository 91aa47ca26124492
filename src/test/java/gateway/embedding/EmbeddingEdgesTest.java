package gateway.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.sdk.ScriptedProvider;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What of embeddings is not in the parity matrix: Azure, repeated requests, and switches on a deployment. */
class EmbeddingEdgesTest {
    private static final String VECTORS =
            "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,0.25]}],\"model\":\"m\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}";

    private static ScriptedProvider provider;
    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        provider = new ScriptedProvider();
        gateway = TestGateway.start(
                """
                gateway:
                  egress: {hosts: [example.openai.azure.com, aiplatform.eu.rep.googleapis.com, api.anthropic.com, api.mistral.ai, api.openai.com, bedrock-runtime.eu-central-1.amazonaws.com, bedrock-runtime.us-east-1.amazonaws.com, generativelanguage.googleapis.com, localhost, oauth2.googleapis.com]}
                  providers:
                    azure: {dialect: openai, endpoint: "https://example.openai.azure.com/openai/v1", auth: api-key, account: a, headers: {}, address: "127.0.0.1:%d"}
                  models:
                    text-embedding-ada-002:
                      context-tokens: 8191
                      embedding: {dimensions: 2}
                      deployments:
                        at-azure: {provider: azure, upstream-name: our-vectors, region: global, residency: any, priority: 0, weight: 1, price: {input: 1000000, cache-read: 0, cache-write: 0, cache-write-1h: 0, output: 0, taken: 2026-11-27}}
                """.formatted(provider.port()), null, Map.of("SERAI_PROVIDERS_AZURE_API_KEY", "key-of-azure"));
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void callsAzureByItsPathAndTheNameOfTheDeployment() {
        provider.say(VECTORS);

        Client.Reply reply = embed(Map.of(), "{\"model\":\"text-embedding-ada-002\",\"input\":[[9906]]}");

        assertThat(reply.status()).as(reply::body).isEqualTo(200);
        assertThat(provider.called()).isEqualTo("/openai/v1/embeddings key-of-azure");
        assertThat(JsonCodec.object(provider.last().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(JsonCodec.object(
                        "{\"model\":\"our-vectors\",\"input\":[[9906]]}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void givesTheSameReplyToARepeatedRequest() {
        Map<String, String> once = Map.of("idempotency-key", "embedding-1");
        String body = "{\"model\":\"titan-embed-text-v2\",\"input\":[\"once\"]}";
        long before = gateway.simulator().counts().startedFor("amazon.titan-embed-text-v2:0");

        Client.Reply first = embed(once, body);
        Client.Reply again = embed(once, body);
        Client.Reply other = embed(once, body.replace("once", "another"));

        assertThat(first.status()).as(first::body).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(gateway.simulator().counts().startedFor("amazon.titan-embed-text-v2:0"))
                .isEqualTo(before + 1);
        assertThat(other.header("x-serai-code")).isEqualTo("idempotency_conflict");
    }

    @Test
    void obeysASwitchOnADeployment() {
        client.admin(
                "PUT",
                "/admin/v1/kill-switches/deployment/at-azure",
                TestGateway.ADMIN_KEY,
                "{\"reason\":\"test\",\"mode\":\"drain\"}");

        Client.Reply reply = embed(Map.of(), "{\"model\":\"text-embedding-ada-002\",\"input\":\"a\"}");

        client.admin("DELETE", "/admin/v1/kill-switches/deployment/at-azure", TestGateway.ADMIN_KEY, "");
        assertThat(reply.header("x-serai-code")).as(reply::body).isEqualTo("switched_off");
    }

    private static Client.Reply embed(Map<String, String> headers, String body) {
        return client.embed(TestGateway.KEY, headers, body);
    }
}
