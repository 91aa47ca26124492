package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A thousand calls, twenty at a time, while the first of three providers is dead. */
class DeadProviderTest {
    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 20;
    /** Those of the breaker's first look, those that were under way then, and its trial calls every five seconds. */
    private static final int FEW = 60;

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(new Overlay()
                .provider("nowhere", "openai", "nowhere.test", "127.0.0.1:1")
                .provider("broken", "anthropic", "broken.test")
                .provider("gemini-well", "gemini", "gemini.test")
                .provider("openai-well", "openai", "openai.test")
                .model(
                        "refusing",
                        new Place("refusing-1", "nowhere", "refusing-1", false),
                        new Place("refusing-2", "gemini-well", "refusing-2", false),
                        new Place("refusing-3", "openai-well", "refusing-3", false))
                .model(
                        "failing",
                        new Place("failing-1", "broken", "failing-1", false),
                        new Place("failing-2", "gemini-well", "failing-2", false),
                        new Place("failing-3", "openai-well", "failing-3", false))
                .yaml());
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void noClientNoticesAProviderThatRefusesConnections() {
        List<Reply> replies = Load.of(CALLS, AT_ONCE, i -> client.ask("refusing"));

        assertThat(replies).hasSize(CALLS).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-serai-deployment")).isEqualTo("refusing-2");
        });
        assertThat(replies)
                .filteredOn(reply -> reply.header("x-serai-attempts").equals("2"))
                .hasSizeBetween(5, FEW);
    }

    @Test
    void noClientNoticesAProviderThatAnswers500() {
        gateway.simulator().faults().put("broken", "{\"model\":\"failing-1\",\"status\":500}");

        List<Reply> replies = Load.of(CALLS, AT_ONCE, i -> client.ask("failing"));

        assertThat(replies).hasSize(CALLS).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-serai-deployment")).isEqualTo("failing-2");
        });
        assertThat(gateway.simulator().counts().startedFor("failing-1")).isBetween(5L, (long) FEW);
    }
}
