package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a key of a request, and whose. */
class IdempotencyKeyTest {
    private static final String MODEL = "claude-sonnet-4-5";

    private static TestGateway gateway;
    private static Client client;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void keepsDialectsApart() {
        String body = Client.body(MODEL, false);
        post(Api.OPENAI, body);

        Reply other = post(Api.ANTHROPIC, body);

        assertThat(other.status()).isEqualTo(200);
        assertThat(other.headers()).doesNotContainKey("x-serai-idempotent-replay");
    }

    @Test
    void keepsTenantsApart() throws Exception {
        admin("PUT", "/admin/v1/tenants/clinic", "{\"residency\": \"any\"}");
        String foreign = JsonCodec.object(admin("POST", "/admin/v1/keys", "{\"tenant\": \"clinic\"}")
                        .body()
                        .getBytes(StandardCharsets.UTF_8))
                .path("key")
                .asText();
        Reply first = post(Api.OPENAI, Client.body(MODEL, false));
        long started = started();

        Reply other = client.post(Api.OPENAI, foreign, Map.of("idempotency-key", key), Client.body(MODEL, false));
        Reply nobody =
                client.post(Api.OPENAI, "sk-serai-nobody-x", Map.of("idempotency-key", key), Client.body(MODEL, false));

        assertThat(other.status()).isEqualTo(200);
        assertThat(other.header("x-serai-decision")).isNotEqualTo(first.header("x-serai-decision"));
        assertThat(started()).isEqualTo(started + 1);
        assertThat(nobody.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "\u00fc", "", "tab\there"})
    void refusesWhatIsNoKey(String wrong) {
        Reply reply =
                client.post(Api.OPENAI, TestGateway.KEY, Map.of("idempotency-key", wrong), Client.body(MODEL, false));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("the header idempotency-key must be one text of 1 to 255");
    }

    @Test
    void takesKeysOf255CharactersAndNoLongerOnes() {
        String body = Client.body(MODEL, false);
        String longest = (key + "~".repeat(255)).substring(0, 255);

        assertThat(client.post(Api.OPENAI, TestGateway.KEY, Map.of("idempotency-key", longest), body)
                        .status())
                .isEqualTo(200);
        assertThat(client.post(Api.OPENAI, TestGateway.KEY, Map.of("idempotency-key", longest + "x"), body)
                        .status())
                .isEqualTo(400);
    }

    private Reply post(Api api, String body) {
        return client.post(api, TestGateway.KEY, Map.of("idempotency-key", key), body);
    }

    private static Reply admin(String method, String path, String body) {
        return client.admin(method, path, TestGateway.ADMIN_KEY, body);
    }

    private static long started() {
        return gateway.simulator().counts().started();
    }
}
