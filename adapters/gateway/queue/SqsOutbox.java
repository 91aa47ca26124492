package gateway.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Sends messages by SQS. Thread-safe. */
public final class SqsOutbox implements Outbox {
    /** What SQS says of a body that it does not take; the limit is the queue's own, 1 MiB at most. */
    private static final Set<String> NOT_TAKEN =
            Set.of("InvalidParameterValue", "InvalidMessageContents", "MessageTooLong");

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
            client.sendMessage(request -> request.queueUrl(queue)
                    .messageBody(message.body())
                    .messageAttributes(attributes)
                    .delaySeconds(Math.toIntExact((message.delay().toMillis() + 999) / 1000)));
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

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
