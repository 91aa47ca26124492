package gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every dialect's refusal of a key leads to a second call with the new one. */
class RefusedKeyTest {
    private static final Map<String, String> BAD_KEYS =
            Map.of("ANTHROPIC_API_KEY", "bad-key", "GEMINI_API_KEY", "bad-key", "MISTRAL_API_KEY", "bad-key");

    private static Vertx vertx;
    private static Simulator provider;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        provider = Simulator.start(vertx, "127.0.0.1", 0);
        String overlay = """
                gateway:
                  providers:
                    anthropic: {address: "%1$s"}
                    gemini: {address: "%1$s"}
                    mistral: {address: "%1$s"}
                  models: {gemini-2.5-flash: {deployments: {gemini-2-5-flash-vertex-eu: null}}}
                """.formatted("127.0.0.1:" + provider.port());
        gateway = TestGateway.start(overlay, null, BAD_KEYS);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        provider.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic, ANTHROPIC_API_KEY, claude-sonnet-4-5",
        "gemini, GEMINI_API_KEY, gemini-2.5-flash",
        "mistral, MISTRAL_API_KEY, mistral-large-2512"
    })
    void asksTheSameDeploymentAgain(String id, String variable, String model) {
        gateway.environment(variable, "good-key");

        Reply reply = new Client(gateway).ask(Client.Api.OPENAI, model, true, Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-serai-provider")).isEqualTo(id);
        assertThat(reply.header("x-serai-attempts")).isEqualTo("1");
    }
}
