package gateway.queue;

import gateway.redelivery.Fate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Ends a turn of a message of a FIFO queue of SQS: it is deleted, or stays where it is and is hidden until its next
 * turn, and the later ones of its group with it, so that their order holds. Blocks. Thread-safe.
 */
public final class EndFifo {
    private final SqsClient client;
    private final String queue;
    private final Histories histories;

    /**
     * Takes what it works with.
     *
     * @param queue URL of the queue of requests
     * @param histories is told what those that wait have been through
     */
    public EndFifo(SqsClient client, String queue, Histories histories) {
        this.client = client;
        this.queue = queue;
        this.histories = histories;
    }

    /**
     * Ends one.
     *
     * @param receipt of this delivery
     * @throws QueueException if SQS could not be told; the message then comes again once its visibility is over
     */
    public Settled apply(Settled settled, String receipt) {
        String id = settled.answered().message().messageId();
        try {
            if (settled.fate() instanceof Fate.Again again) {
                histories.put(id, again.history());
                int seconds = Math.toIntExact((again.delay().toMillis() + 999) / 1000);
                client.changeMessageVisibility(
                        change -> change.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(seconds));
            } else {
                client.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(receipt));
                histories.forget(id);
            }
        } catch (SdkException e) {
            throw new QueueException("the turn of a message could not be ended", e);
        }
        return settled;
    }
}
