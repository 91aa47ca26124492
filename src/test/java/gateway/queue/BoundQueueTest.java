package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.queue.QueueSide.Box;
import gateway.queue.QueueSide.Received;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A queue that belongs to one tenant, and may keep what it gives up. */
class BoundQueueTest {
    private static QueueSide side;

    @BeforeAll
    static void start() {
        side = new JmsSide("      key: " + TestGateway.KEY + "\n      dead-letter-content: true\n");
    }

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void needsNoKeyInItsMessagesAndTakesNone() {
        side.send(QueueSide.request("Hello"), Map.of());
        side.send(QueueSide.request("Hello"), Map.of("x-api-key", "sk-serai-nobody-knows"));
        side.send(QueueSide.request("Hello"), Map.of("authorization", "Bearer sk-serai-nobody-knows"));

        for (int i = 0; i < 3; i++) {
            Received reply = side.await(Box.REPLIES);
            assertThat(reply.status()).isEqualTo(200);
        }
    }

    @Test
    void keepsWhatItGivesUpWhereTheSettingsSaySo() throws Exception {
        side.send("no JSON", Map.of());

        Received dead = side.await(Box.DEAD);

        assertThat(side.await(Box.REPLIES).status()).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(dead.body()).path("content").asText())
                .isEqualTo("no JSON");
    }
}
