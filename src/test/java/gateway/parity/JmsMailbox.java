package gateway.parity;

import gateway.queue.JmsConnections;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.TextMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queues of the broker in the gateway's process. */
final class JmsMailbox implements QueueDoor.Mailbox {
    private static final int WAIT_MILLIS = 200;

    private final ConnectionFactory connections;

    JmsMailbox(int port) {
        this.connections = JmsConnections.of("tcp://127.0.0.1:" + port, null, null);
    }

    @Override
    public void send(Ask ask, Map<String, String> attributes) {
        ask.connected().run();
        try (JMSContext context = connections.createContext()) {
            JMSProducer producer = context.createProducer();
            attributes.forEach((name, value) -> {
                if (name.equals("correlation-id")) {
                    producer.setJMSCorrelationID(value);
                } else {
                    producer.setProperty(name.replace('-', '_'), value);
                }
            });
            producer.send(context.createQueue("requests"), ask.json(false, true));
        }
    }

    @Override
    public QueueDoor.@Nullable Reply reply(String correlation) {
        try (JMSContext context = connections.createContext();
                JMSConsumer consumer = context.createConsumer(
                        context.createQueue("replies"), "JMSCorrelationID = '" + correlation + "'")) {
            if (!(consumer.receive(WAIT_MILLIS) instanceof TextMessage reply)) {
                return null;
            }
            String code = reply.getStringProperty("x_serai_code");
            return new QueueDoor.Reply(
                    Integer.parseInt(reply.getStringProperty("status")), code == null ? "" : code, reply.getText());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // a connection for each use
    }
}
