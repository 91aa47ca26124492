package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** With nothing but a few names of queues, the gateway brings a broker along. */
class EmbeddedQueueTest {
    private static final String SETTINGS = """
            gateway:
              queues:
                retry: {max-attempts: 3, first-delay: 1s, max-delay: 2s, max-age: 1h}
                jms:
                  request-queue: requests
                  reply-queue: replies
                  dead-letter-queue: dead
                  consumers: 1
            """;

    @Test
    void answersByABrokerOfItsOwn() throws JMSException {
        try (TestGateway gateway = TestGateway.start(SETTINGS)) {
            ConnectionFactory connections =
                    (ConnectionFactory) Objects.requireNonNull(gateway.beans().get("jmsConnections"));
            try (JMSContext context = connections.createContext()) {
                context.createProducer()
                        .setProperty("x_api_key", TestGateway.KEY)
                        .setPriority(9)
                        .send(context.createQueue("requests"), QueueSide.request("Hello"));

                Message reply =
                        context.createConsumer(context.createQueue("replies")).receive(20_000);

                assertThat(reply).isNotNull();
                assertThat(reply.getStringProperty("status")).isEqualTo("200");
                assertThat(reply.getJMSCorrelationID()).startsWith("ID:");
                assertThat(reply.getJMSPriority()).isEqualTo(9);
            }
        }
    }
}
