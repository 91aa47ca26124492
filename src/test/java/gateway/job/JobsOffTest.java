package gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a queue of jobs there are none, which is said. */
class JobsOffTest {
    @Test
    void saysWhichSettingIsMissing() {
        try (TestGateway gateway = TestGateway.start()) {
            JobClient client = new JobClient(gateway.url(), TestGateway.KEY);

            JobClient.Reply reply = client.post(JobClient.job("/v1/messages", "Hello"), Map.of());

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.json().path("error").path("message").asText()).contains("gateway.queues.jobs");
            assertThat(gateway.beans()).doesNotContainKey("jmsConnections");
        }
    }
}
