package gateway.queue;

import gateway.redelivery.History;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message that was put back says of itself, in one attribute, since SQS allows ten: failures, turns, when it was
 * first taken in milliseconds of the epoch, the id of the first message, and its idempotency key if it brought one,
 * with blanks between.
 *
 * @param history what it has been through
 * @param id of the first message; by it a message is known over all its turns
 * @param key idempotency key that the first message brought; null = none
 */
record Journey(History history, String id, @Nullable String key) {
    private static final int PARTS = 4;
    private static final int MOST = 1_000_000;

    /**
     * Reads it. A client that writes one itself can only shorten its own message's way.
     *
     * @param attributes of the message
     * @param id of the message
     * @param now where it begins
     */
    static Journey of(Map<String, String> attributes, String id, Instant now) {
        String text = attributes.get(Attributes.JOURNEY);
        Journey begun = new Journey(History.begun(now), id, attributes.get(Attributes.IDEMPOTENCY_KEY));
        String[] parts = text == null ? new String[0] : text.split(" ", PARTS + 1);
        if (parts.length < PARTS) {
            return begun;
        }
        try {
            Instant first = Instant.ofEpochMilli(Long.parseLong(parts[2]));
            History history = new History(count(parts[0]), count(parts[1]), first.isAfter(now) ? now : first);
            return new Journey(history, parts[3], parts.length > PARTS ? parts[PARTS] : null);
        } catch (NumberFormatException | DateTimeException e) {
            return begun;
        }
    }

    /** As an attribute. */
    String text(History next) {
        String text =
                next.failures() + " " + next.turns() + " " + next.firstSeen().toEpochMilli() + " " + id;
        return key == null ? text : text + " " + key;
    }

    private static int count(String number) {
        return Math.clamp(Long.parseLong(number), 0, MOST);
    }

    /** Shows no id, which is the client's. */
    @Override
    public String toString() {
        return "Journey[" + history + "]";
    }
}
