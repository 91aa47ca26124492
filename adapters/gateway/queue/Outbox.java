package gateway.queue;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends messages. Thread-safe. */
public interface Outbox {
    /**
     * Sends a message, and returns once the queue has it for good.
     *
     * @param queue name or URL
     * @throws TooLargeException if the queue does not take messages of that size
     * @throws QueueException if it could not be sent
     */
    void send(String queue, Outgoing message);

    /**
     * A message to be sent.
     *
     * @param body JSON
     * @param attributes by their names as in HTTP
     * @param correlation what it brings back; null = nothing
     * @param delay until it can be taken
     * @param priority of JMS
     * @param group of FIFO queues of SQS, within which order holds; null = a group of its own
     * @param once the queue's id of the message for which it is sent: where the queue can tell, as Artemis and FIFO
     *     queues of SQS can, a second one for the same is dropped; null = for none
     */
    record Outgoing(
            String body,
            Map<String, String> attributes,
            @Nullable String correlation,
            Duration delay,
            int priority,
            @Nullable String group,
            @Nullable String once) {
        public Outgoing {
            attributes = Map.copyOf(attributes);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Outgoing[" + delay + "]";
        }
    }

    /** A message is larger than its queue allows. */
    final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
