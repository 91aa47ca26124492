package gateway.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.redelivery.Fate;
import gateway.redelivery.History;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a note of a message that is given up to the dead-letter queue: one JSON object with {@code id}, {@code why},
 * {@code status}, {@code code}, {@code failures}, {@code turns}, {@code first_seen} and {@code given_up}; the message's
 * own text as {@code content} only where the settings say so. Thread-safe.
 */
public final class DeadLetter implements Stage<Settled, Settled> {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);

    private final Outbox outbox;
    private final String queue;
    private final @Nullable ContentRule content;
    private final InstantSource clock;

    /**
     * Takes where notes go.
     *
     * @param queue of dead letters
     * @param content tells whether a note may hold the message's text; null = it may not
     * @param clock when
     */
    public DeadLetter(Outbox outbox, String queue, @Nullable ContentRule content, InstantSource clock) {
        this.outbox = outbox;
        this.queue = queue;
        this.content = content;
        this.clock = clock;
    }

    @Override
    public Settled apply(Settled settled) {
        if (settled.fate() instanceof Fate.GivenUp givenUp) {
            QueueMessage message = settled.answered().message();
            ObjectNode note = note(settled.answered(), givenUp.why());
            String text = message.body();
            if (content == null || text == null || !content.allows(message)) {
                send(message, note);
            } else {
                try {
                    send(message, note.deepCopy().put("content", text));
                } catch (Outbox.TooLargeException e) {
                    send(message, note);
                }
            }
            LOG.warn(
                    "a message is given up ({}) after {} failures; a note of it is in the dead-letter queue",
                    givenUp.why().name().toLowerCase(Locale.ROOT),
                    failures(message.journey().history(), givenUp.why()));
        }
        return settled;
    }

    private void send(QueueMessage message, ObjectNode note) {
        outbox.send(
                queue,
                new Outbox.Outgoing(
                        note.toString(),
                        Map.of(),
                        message.correlationOfReply(),
                        Duration.ZERO,
                        message.priority(),
                        message.group(),
                        message.messageId()));
    }

    /** With the one that was one too many. */
    private static int failures(History history, Fate.Why why) {
        return why == Fate.Why.FAILED ? history.failures() + 1 : history.failures();
    }

    private ObjectNode note(Answered answered, Fate.Why why) {
        Journey journey = answered.message().journey();
        History history = journey.history();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", journey.id())
                .put("why", why.name().toLowerCase(Locale.ROOT))
                .put("status", answered.reply().status())
                .put("code", answered.reply().headers().get("x-serai-code"))
                .put("failures", failures(history, why))
                .put("turns", history.turns())
                .put("first_seen", history.firstSeen().toString())
                .put("given_up", clock.instant().toString());
    }
}
