package gateway.queue;

import gateway.Stage;
import gateway.api.HttpReply;
import gateway.redelivery.Fate;
import gateway.settings.QueuesSettings.Common;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sends the reply to a message that is not tried again: the JSON of the answer or of the error, as by HTTP, with its
 * status and what matters of its headers as attributes. Thread-safe.
 */
public final class SendReply implements Stage<Settled, Settled> {
    /** SQS allows ten attributes: these, the status, and what the reply brings back. */
    private static final List<String> HEADERS = List.of(
            "x-serai-decision",
            "x-serai-model",
            "x-serai-provider",
            "x-serai-deployment",
            "x-serai-region",
            "x-serai-residency",
            "x-serai-code",
            "x-serai-idempotent-replay");

    private static final int TOO_LARGE = 413;

    private final Outbox outbox;
    private final Common queues;

    /** Takes the queues of replies. */
    public SendReply(Outbox outbox, Common queues) {
        this.outbox = outbox;
        this.queues = queues;
    }

    @Override
    public Settled apply(Settled settled) {
        if (settled.fate() instanceof Fate.Again) {
            return settled;
        }
        try {
            send(settled.answered());
            return settled;
        } catch (Outbox.TooLargeException e) {
            Answered instead = new Answered(settled.answered().message(), tooLarge(), true);
            send(instead);
            return new Settled(instead, new Fate.GivenUp(Fate.Why.REPLY_TOO_LARGE));
        }
    }

    private void send(Answered answered) {
        QueueMessage message = answered.message();
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("status", Integer.toString(answered.reply().status()));
        for (String header : HEADERS) {
            String value = answered.reply().headers().get(header);
            if (value != null) {
                attributes.put(header, value);
            }
        }
        outbox.send(
                queues.replyQueue(message.replyTo()),
                new Outbox.Outgoing(
                        answered.body().toString(StandardCharsets.UTF_8),
                        attributes,
                        message.correlationOfReply(),
                        Duration.ZERO,
                        message.priority(),
                        message.group(),
                        message.messageId()));
    }

    private static HttpReply tooLarge() {
        String error = "{\"error\":{\"message\":\"the answer does not fit into a message of the reply queue: ask for a"
                + " shorter one, or by HTTP\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"reply_too_large\"}}";
        return HttpReply.json(
                TOO_LARGE, Map.of("x-serai-code", "reply_too_large"), error.getBytes(StandardCharsets.UTF_8));
    }
}
