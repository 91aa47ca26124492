package gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.simulator.Simulator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a queue of jobs there are none, which is said. */
class JobsOffTest {
    @Test
    void saysWhichSettingIsMissing() {
        try (TestGateway gateway = TestGateway.start()) {
            JobClient client = new JobClient(new Bare(gateway), TestGateway.KEY);

            JobClient.Reply reply = client.post(JobClient.job("/v1/messages", "Hello"), Map.of());

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.json().path("error").path("message").asText()).contains("gateway.queues.jobs");
            assertThat(gateway.beans()).doesNotContainKey("jmsConnections");
        }
    }

    /** A gateway that takes no jobs. */
    private record Bare(TestGateway gateway) implements JobSide {
        @Override
        public String url() {
            return gateway.url();
        }

        @Override
        public String key() {
            return TestGateway.KEY;
        }

        @Override
        public Simulator simulator() {
            return gateway.simulator();
        }

        @Override
        public String admin(String method, String path, String body) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restart() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            gateway.close();
        }
    }
}
