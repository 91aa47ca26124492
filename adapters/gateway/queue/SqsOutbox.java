package gateway.queue;

import gateway.idempotency.ClaimKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Sends messages by SQS. One for a FIFO queue has its request's group, or one of its own, and is known again by the
 * request's id for the five minutes that SQS remembers. Thread-safe.
 */
public final class SqsOutbox implements Outbox {
    /** What SQS says of a body that it does not take; the limit is the queue's own, 1 MiB at most. */
    private static final Set<String> NOT_TAKEN =
            Set.of("InvalidParameterValue", "InvalidMessageContents", "MessageTooLong");

    /** How names, and so URLs, of FIFO queues end. */
    public static final String FIFO = ".fifo";

    private final SqsClient client;

    /** Takes the client. */
    public SqsOutbox(SqsClient client) {
        this.client = client;
    }

    @Override
    public void send(String queue, Outgoing message) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.attributes().forEach((name, value) -> attributes.put(name, text(value)));
        if (message.correlation() != null) {
            attributes.put(Attributes.CORRELATION_ID, text(message.correlation()));
        }
        try {
            client.sendMessage(request -> {
                request.queueUrl(queue).messageBody(message.body()).messageAttributes(attributes);
                if (queue.endsWith(FIFO)) {
                    request.messageGroupId(group(message)).messageDeduplicationId(once(message));
                } else {
                    request.delaySeconds(Math.toIntExact((message.delay().toMillis() + 999) / 1000));
                }
            });
        } catch (SqsException e) {
            AwsErrorDetails details = e.awsErrorDetails();
            if (details != null && NOT_TAKEN.contains(String.valueOf(details.errorCode()))) {
                throw new TooLargeException();
            }
            throw new QueueException("a message could not be sent", e);
        } catch (SdkException e) {
            throw new QueueException("a message could not be sent", e);
        }
    }

    /** SQS takes no blanks in it, which a correlation may have. */
    private static String group(Outgoing message) {
        return message.group() == null ? ClaimKey.hash(message.correlation()) : message.group();
    }

    private static String once(Outgoing message) {
        return message.once() == null
                ? ClaimKey.hash(message.correlation(), message.body())
                : ClaimKey.hash(message.once());
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
