package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.queue.QueueSide.Box;
import gateway.queue.QueueSide.Received;
import gateway.simulator.Pace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message stays with its consumer as long as its call takes, however short the queue's patience is. */
class SqsVisibilityTest {
    @Test
    void outlivesTheVisibilityTimeoutOfTenSeconds() {
        try (QueueSide side = new SqsSide("")) {
            side.simulator().pace(new Pace(13_000, 0, 5));
            side.send(QueueSide.request("Think long"), Map.of("x-api-key", side.key()));

            Received reply = side.await(Box.REPLIES);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.attribute("x-serai-idempotent-replay")).isEmpty();
            assertThat(side.receive(Box.REPLIES, 2_000)).isNull();
            assertThat(side.simulator().counts().started()).isEqualTo(1);
        }
    }
}
