package gateway.parity;

import gateway.aws.AwsLab;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Queues of ElasticMQ. Replies come in any order, and are kept until they are asked for. */
final class SqsMailbox implements QueueDoor.Mailbox {
    private static final int MOST = 10;

    private final URI requests = AwsLab.newQueue();
    private final URI replies = AwsLab.newQueue();
    private final URI dead = AwsLab.newQueue();
    private final Map<String, QueueDoor.Reply> taken = new ConcurrentHashMap<>();

    /** What the gateway is told of them. */
    String settings() {
        return "{request-queue: \"%s\", reply-queue: \"%s\", reply-queues: [], dead-letter-queue: \"%s\", consumers: 4, visibility: 30s, dead-letter-content: false}"
                .formatted(requests, replies, dead);
    }

    @Override
    public void send(Ask ask, Map<String, String> attributes) {
        ask.connected().run();
        Map<String, MessageAttributeValue> all = new HashMap<>();
        attributes.forEach((name, value) -> all.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        AwsLab.queues()
                .sendMessage(send -> send.queueUrl(requests.toString())
                        .messageBody(ask.json(false, true))
                        .messageAttributes(all));
    }

    @Override
    public QueueDoor.@Nullable Reply reply(String correlation) {
        for (Message message : AwsLab.queues()
                .receiveMessage(receive -> receive.queueUrl(replies.toString())
                        .maxNumberOfMessages(MOST)
                        .messageAttributeNames("All"))
                .messages()) {
            taken.put(
                    attribute(message, "correlation-id"),
                    new QueueDoor.Reply(
                            Integer.parseInt(attribute(message, "status")),
                            attribute(message, "x-serai-code"),
                            message.body()));
            AwsLab.queues()
                    .deleteMessage(
                            delete -> delete.queueUrl(replies.toString()).receiptHandle(message.receiptHandle()));
        }
        return taken.remove(correlation);
    }

    private static String attribute(Message message, String name) {
        MessageAttributeValue value = message.messageAttributes().get(name);
        return value == null ? "" : value.stringValue();
    }

    @Override
    public void close() {
        // they go with the process
    }
}
