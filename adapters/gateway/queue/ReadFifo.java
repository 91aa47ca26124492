package gateway.queue;

import gateway.redelivery.History;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Reads a message of a FIFO queue of SQS. It stays the same message over all its turns, so that its age is what SQS
 * says, and its failures are those that this process has seen. Thread-safe.
 */
public final class ReadFifo {
    private final ReadSqs read;
    private final Histories histories;
    private final InstantSource clock;

    /** Takes how a message is read, what those that wait have been through, and the clock for one without an age. */
    public ReadFifo(ReadSqs read, Histories histories, InstantSource clock) {
        this.read = read;
        this.histories = histories;
        this.clock = clock;
    }

    /**
     * Reads one.
     *
     * @param body its text
     * @param id that SQS has given it
     * @param given attributes as SQS has them; those that are no text are dropped
     * @param system what SQS says of it: its group, and when it was sent in milliseconds of the epoch
     */
    public QueueMessage apply(
            String body,
            String id,
            Map<String, MessageAttributeValue> given,
            Map<MessageSystemAttributeName, String> system) {
        QueueMessage message = read.apply(body, id, given);
        History known = histories.find(id);
        String sent = system.get(MessageSystemAttributeName.SENT_TIMESTAMP);
        Instant first = sent == null ? clock.instant() : Instant.ofEpochMilli(Long.parseLong(sent));
        Journey journey = new Journey(
                known == null ? History.begun(first) : known,
                id,
                message.attributes().get(Attributes.IDEMPOTENCY_KEY));
        return new QueueMessage(
                message.messageId(),
                message.attributes(),
                message.body(),
                message.replyTo(),
                message.correlation(),
                message.priority(),
                system.get(MessageSystemAttributeName.MESSAGE_GROUP_ID),
                journey);
    }
}
