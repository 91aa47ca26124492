package gateway.queue;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that was taken from a queue.
 *
 * @param messageId the queue's own id of this message
 * @param attributes those that mean something, by their names as in HTTP
 * @param body its text; null if it has none that can be read
 * @param replyTo where its reply is asked to go; null = nowhere in particular
 * @param correlation what the reply brings back, else the id of the first message
 * @param priority of JMS, 0 to 9
 * @param group of a FIFO queue, within which order holds; null = of none
 * @param journey what it has been through
 */
public record QueueMessage(
        String messageId,
        Map<String, String> attributes,
        @Nullable String body,
        @Nullable String replyTo,
        @Nullable String correlation,
        int priority,
        @Nullable String group,
        Journey journey) {
    /** The priority that a message of JMS has if nobody says another. */
    static final int USUAL_PRIORITY = 4;

    public QueueMessage {
        attributes = Map.copyOf(attributes);
    }

    /** What the reply brings back. */
    String correlationOfReply() {
        return correlation == null ? journey.id() : correlation;
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "QueueMessage[" + journey + "]";
    }
}
