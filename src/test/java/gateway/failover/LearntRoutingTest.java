package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client.Reply;
import gateway.http.Waiting;
import gateway.routing.feature.RequestFeatures;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gateway that learns from feedback which model is worth it. */
class LearntRoutingTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String FAVOURITE = "mistral-small-2603";
    private static final String EAGER = """
            gateway:
              tenants:
                demo:
                  residency: any
                  routing: {objective: best, exploration-share: 1}
            """;
    private static final String CAUTIOUS = EAGER.replace("exploration-share: 1", "exploration-share: 0");

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void learnsFromFeedbackKeepsItOverARestartAndNeverCallsWhatIsSwitchedOff() {
        try (TestGateway gateway = start(EAGER)) {
            Client client = new Client(gateway);
            for (int i = 0; i < 240; i++) {
                say(client, client.ask("auto"));
            }
            assertThat(Waiting.until(LONG, () -> isFavourite(say(client, client.ask("auto")))))
                    .as("the model that gets all the praise comes first")
                    .isTrue();
        }
        try (TestGateway gateway = start(CAUTIOUS)) {
            Client client = new Client(gateway);
            assertThat(Waiting.until(LONG, () -> isFavourite(client.ask("auto"))))
                    .as("what was learnt is there after a restart")
                    .isTrue();
            List<Reply> kept = ask(client, 20);
            assertThat(kept).allMatch(LearntRoutingTest::isFavourite);

            Reply off = client.admin(
                    "PUT",
                    "/admin/v1/kill-switches/model/" + FAVOURITE,
                    TestGateway.ADMIN_KEY,
                    "{\"reason\": \"test\", \"mode\": \"drain\"}");

            assertThat(off.status()).isEqualTo(200);
            assertThat(ask(client, 50))
                    .as("the share of a model that is switched off is 0 at once")
                    .noneMatch(LearntRoutingTest::isFavourite)
                    .allMatch(reply -> reply.status() == 200);
            client.admin("DELETE", "/admin/v1/kill-switches/model/" + FAVOURITE, TestGateway.ADMIN_KEY, "");
            assertThat(ask(client, 5))
                    .as("and all that it was when it returns")
                    .allMatch(LearntRoutingTest::isFavourite);
        }
    }

    @Test
    void writesDownHowItChose() throws IOException {
        try (TestGateway gateway = start(EAGER)) {
            Client client = new Client(gateway);
            String id = client.ask("auto:cheap").header("x-serai-decision");
            assertThat(Waiting.until(LONG, () -> gateway.decisions().find(id) != null))
                    .isTrue();

            JsonNode record = JsonCodec.MAPPER
                    .readTree(client.admin("GET", "/admin/v1/decisions/" + id, TestGateway.ADMIN_KEY, "")
                            .body())
                    .path("record");

            assertThat(record.path("policy").asText()).isEqualTo("bandit/1");
            JsonNode routing = record.path("routing");
            assertThat(routing.path("objective").asText()).isEqualTo("cheap");
            assertThat(routing.path("feature_version").asText()).isEqualTo(RequestFeatures.VERSION);
            assertThat(routing.path("candidates")).hasSizeGreaterThan(5);
            double sum = 0;
            for (JsonNode each : routing.path("candidates")) {
                sum += each.path("propensity").asDouble();
            }
            assertThat(sum).isBetween(0.999, 1.001);
            assertThat(record.path("propensity").asDouble())
                    .isEqualTo(routing.path("candidates")
                            .path(0)
                            .path("propensity")
                            .asDouble());
        }
    }

    private TestGateway start(String overlay) {
        return TestGateway.start(overlay, null, Map.of("SERAI_DATA_DIR", folder.toString()));
    }

    private static List<Reply> ask(Client client, int calls) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            replies.add(client.ask("auto"));
        }
        return replies;
    }

    private static boolean isFavourite(Reply reply) {
        return reply.header("x-serai-model").equals(FAVOURITE);
    }

    /** Praises one model and no other. */
    private static Reply say(Client client, Reply reply) {
        Reply taken = client.feedback("{\"id\": \"" + reply.header("x-serai-decision") + "\", \"thumbs\": \""
                + (isFavourite(reply) ? "up" : "down") + "\"}");
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        return reply;
    }
}
