package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import gateway.http.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A first token that is late is not waited for alone, where the alias allows it. */
class HedgeTest {
    private static final int ENOUGH = 60;
    private static final Duration LONG = Duration.ofSeconds(10);

    private final TestGateway gateway = TestGateway.start(new Overlay()
            .provider("first", "openai", "first.test")
            .provider("second", "anthropic", "second.test")
            .model("two", new Place("two-a", "first", "two-a", false), new Place("two-b", "second", "two-b", false))
            .section("breaker: {minimum-calls: 1000, window: 1000}")
            .section("failover: {first-token-minimum: 20s, hedging: {two: 0.1}}")
            .section("routing: {strategy: priority}")
            .yaml());
    private final Client client = new Client(gateway);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void asksASecondOneAndBooksBoth() throws JsonProcessingException {
        learn();
        gateway.simulator().faults().put("late", "{\"model\":\"two-a\",\"firstByteDelayMs\":15000}");

        Reply reply = ask();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-serai-deployment")).isEqualTo("two-b");
        assertThat(reply.header("x-serai-attempts")).isEqualTo("2");
        JsonNode attempts = attempts(reply);
        assertThat(attempts.at("/0/deployment").asText()).isEqualTo("two-a");
        assertThat(attempts.at("/0/failure/code").asText()).isEqualTo("hedge_lost");
        assertThat(attempts.at("/0/cost_micro_usd").asLong()).isPositive();
        assertThat(Waiting.until(LONG, () -> gateway.simulator().counts().open() == 0))
                .as("the slower one is given up")
                .isTrue();
    }

    @Test
    void hedgesNoMoreThanItsShare() {
        learn();
        gateway.simulator().faults().put("late", "{\"model\":\"two-a\",\"firstByteDelayMs\":1000}");

        List<String> served = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            served.add(ask().header("x-serai-deployment"));
        }

        // 60 calls have saved up six, of which some may be spent, and twelve more earn one
        assertThat(served.stream().filter("two-b"::equals).count()).isBetween(1L, 7L);
    }

    private JsonNode attempts(Reply reply) throws JsonProcessingException {
        String id = reply.header("x-serai-decision");
        assertThat(Waiting.until(LONG, () -> gateway.decisions().find(id) != null))
                .isTrue();
        return new ObjectMapper()
                .readTree(Objects.requireNonNull(gateway.decisions().find(id)).json())
                .path("attempts");
    }

    private void learn() {
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(ask().status()).isEqualTo(200);
        }
    }

    private Reply ask() {
        return client.ask(Api.OPENAI, "two", true, Map.of());
    }
}
