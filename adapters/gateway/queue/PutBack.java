package gateway.queue;

import gateway.Stage;
import gateway.redelivery.Fate;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a message that is to be tried again into its queue as a new one with a delay, so that the queue's own count of
 * deliveries counts nothing but consumers that died. The old one is acknowledged after that. Thread-safe.
 */
public final class PutBack implements Stage<Settled, Settled> {
    private final Outbox outbox;
    private final String queue;

    /** Takes the queue of requests. */
    public PutBack(Outbox outbox, String queue) {
        this.outbox = outbox;
        this.queue = queue;
    }

    @Override
    public Settled apply(Settled settled) {
        String body = settled.answered().message().body();
        if (settled.fate() instanceof Fate.Again again && body != null) {
            try {
                send(settled.answered().message(), body, again);
            } catch (Outbox.TooLargeException e) {
                // it came as large as may be, and cannot grow by what it has been through
                return new Settled(settled.answered(), new Fate.GivenUp(Fate.Why.FAILED));
            }
        }
        return settled;
    }

    private void send(QueueMessage message, String body, Fate.Again again) {
        Map<String, String> attributes = new TreeMap<>(message.attributes());
        attributes.remove(Attributes.IDEMPOTENCY_KEY);
        attributes.put(Attributes.JOURNEY, message.journey().text(again.history()));
        if (message.replyTo() != null) {
            attributes.put(Attributes.REPLY_TO, message.replyTo());
        }
        outbox.send(
                queue,
                new Outbox.Outgoing(
                        body,
                        attributes,
                        message.correlation(),
                        again.delay(),
                        message.priority(),
                        message.group(),
                        message.messageId()));
    }
}
