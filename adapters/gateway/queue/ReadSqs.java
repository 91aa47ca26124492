package gateway.queue;

import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Reads a message of SQS. Thread-safe. */
public final class ReadSqs {
    private final InstantSource clock;

    /** Takes the clock for when a message is first seen. */
    public ReadSqs(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Reads one.
     *
     * @param body its text
     * @param id that SQS has given it
     * @param given attributes as SQS has them; those that are no text are dropped
     */
    public QueueMessage apply(String body, String id, Map<String, MessageAttributeValue> given) {
        Attributes attributes = new Attributes();
        given.forEach((name, value) -> attributes.put(name, value.stringValue()));
        Map<String, String> all = attributes.all();
        return new QueueMessage(
                id,
                all,
                body,
                all.get(Attributes.REPLY_TO),
                all.get(Attributes.CORRELATION_ID),
                QueueMessage.USUAL_PRIORITY,
                null,
                Journey.of(all, id, clock.instant()));
    }
}
