package gateway.queue;

import gateway.Stage;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Reads a message of JMS: a text, or bytes in UTF-8. An object is never looked into. Thread-safe. */
public final class ReadJms implements Stage<Message, QueueMessage> {
    private final int maxBytes;
    private final InstantSource clock;

    /** Takes the largest body, and the clock for when a message is first seen. */
    public ReadJms(int maxBytes, InstantSource clock) {
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    @Override
    public QueueMessage apply(Message message) {
        try {
            return read(message);
        } catch (JMSException e) {
            throw new QueueException("the message cannot be read", e);
        }
    }

    private QueueMessage read(Message message) throws JMSException {
        Attributes attributes = new Attributes();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            String name = String.valueOf(names.nextElement());
            attributes.put(name, message.getStringProperty(name));
        }
        String id = message.getJMSMessageID() == null ? "" : message.getJMSMessageID();
        String correlation = message.getJMSCorrelationID();
        return new QueueMessage(
                id,
                attributes.all(),
                body(message),
                replyTo(message.getJMSReplyTo(), attributes.all().get(Attributes.REPLY_TO)),
                correlation == null ? attributes.all().get(Attributes.CORRELATION_ID) : correlation,
                message.getJMSPriority(),
                null,
                Journey.of(attributes.all(), id, clock.instant()));
    }

    private static @Nullable String replyTo(@Nullable Destination header, @Nullable String attribute)
            throws JMSException {
        return header instanceof Queue queue ? queue.getQueueName() : attribute;
    }

    /** One byte more than may be is enough to see that it is too much. */
    private @Nullable String body(Message message) throws JMSException {
        return switch (message) {
            case TextMessage text -> text.getText();
            case BytesMessage bytes -> {
                byte[] read = new byte[(int) Math.min(bytes.getBodyLength(), maxBytes + 1L)];
                bytes.readBytes(read);
                yield new String(read, StandardCharsets.UTF_8);
            }
            default -> null;
        };
    }
}
