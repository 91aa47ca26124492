package gateway.drill;

import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

import gateway.aws.AwsLab;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** By ElasticMQ, which lives on. */
final class SqsTraffic extends QueueTraffic {
    /** As many as go into one call. */
    private static final int BATCH = 10;

    private static final MessageAttributeValue NONE =
            MessageAttributeValue.builder().stringValue("").build();

    private final URI requests = AwsLab.newQueue();
    private final URI replies = AwsLab.newQueue();
    private final URI dead = AwsLab.newQueue();
    private final CompletableFuture<Void> collecting = CompletableFuture.runAsync(
            this::collect, each -> Thread.ofPlatform().start(each));

    @Override
    String settings(int consumers, String key) {
        return """
                    sqs:
                      request-queue: %s
                      reply-queue: %s
                      dead-letter-queue: %s
                      key: %s
                      consumers: %d
                      visibility: 10s
                  aws: {sqs-endpoint: "%s"}
                """.formatted(requests, replies, dead, key, consumers, AwsLab.sqs());
    }

    @Override
    void send(int messages) {
        for (int from = 0; from < messages; from += BATCH) {
            List<SendMessageBatchRequestEntry> batch = IntStream.range(from, Math.min(messages, from + BATCH))
                    .mapToObj(SqsTraffic::entry)
                    .toList();
            AwsLab.queues()
                    .sendMessageBatch(send -> send.queueUrl(requests.toString()).entries(batch));
        }
    }

    private static SendMessageBatchRequestEntry entry(int number) {
        return SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(number))
                .messageBody(body(number))
                .messageAttributes(Map.of(
                        "correlation-id",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("m" + number)
                                .build()))
                .build();
    }

    @Override
    int waiting() {
        return count(requests);
    }

    @Override
    int dead() {
        return count(dead);
    }

    private static int count(URI queue) {
        Map<QueueAttributeName, String> counts = AwsLab.queues()
                .getQueueAttributes(get -> get.queueUrl(queue.toString())
                        .attributeNames(
                                APPROXIMATE_NUMBER_OF_MESSAGES,
                                APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes();
        return counts.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private void collect() {
        while (isOpen()) {
            List<Message> messages = AwsLab.queues()
                    .receiveMessage(receive -> receive.queueUrl(replies.toString())
                            .maxNumberOfMessages(BATCH)
                            .messageAttributeNames("All")
                            .waitTimeSeconds(1))
                    .messages();
            for (Message each : messages) {
                took(attribute(each, "correlation-id"), attribute(each, "status"), each.body());
            }
            if (!messages.isEmpty()) {
                delete(messages);
            }
        }
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes().getOrDefault(name, NONE).stringValue();
    }

    private void delete(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> all = messages.stream()
                .map(each -> DeleteMessageBatchRequestEntry.builder()
                        .id(each.messageId())
                        .receiptHandle(each.receiptHandle())
                        .build())
                .toList();
        AwsLab.queues()
                .deleteMessageBatch(
                        delete -> delete.queueUrl(replies.toString()).entries(all));
    }

    @Override
    public void close() {
        super.close();
        collecting.join();
    }
}
