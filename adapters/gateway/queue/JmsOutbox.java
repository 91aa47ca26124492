package gateway.queue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** Sends persistent messages by JMS 2 or later. Thread-safe. */
public final class JmsOutbox implements Outbox, AutoCloseable {
    /** By this property Artemis drops a message that it was sent before. */
    private static final String DUPLICATE = "_AMQ_DUPL_ID";

    private final CachingConnectionFactory connections;
    private final JmsTemplate template;

    /**
     * Connects when it first sends.
     *
     * @param senders how many send at once
     */
    public JmsOutbox(ConnectionFactory factory, int senders) {
        connections = new CachingConnectionFactory(factory);
        connections.setSessionCacheSize(senders);
        template = new JmsTemplate(connections);
    }

    @Override
    public void send(String queue, Outgoing message) {
        try {
            template.execute(queue, (session, producer) -> send(session, producer, message));
        } catch (JmsException e) {
            throw new QueueException("a message could not be sent", e);
        }
    }

    private static @Nullable Object send(Session session, MessageProducer producer, Outgoing message)
            throws JMSException {
        TextMessage text = session.createTextMessage(message.body());
        for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
            text.setStringProperty(attribute.getKey().replace('-', '_'), attribute.getValue());
        }
        text.setJMSCorrelationID(message.correlation());
        if (message.once() != null && !message.once().isEmpty()) {
            text.setStringProperty(DUPLICATE, "instead of " + message.once());
        }
        producer.setDeliveryDelay(message.delay().toMillis());
        producer.send(text, DeliveryMode.PERSISTENT, message.priority(), 0);
        return null;
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
