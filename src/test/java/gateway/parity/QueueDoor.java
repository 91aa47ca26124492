package gateway.parity;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.http.Waiting;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A queue of requests with its queue of replies. */
final class QueueDoor implements Door {
    private final String id;
    private final String name;
    private final Site site;
    private final Mailbox mailbox;

    QueueDoor(String id, String name, Site site, Mailbox mailbox) {
        this.id = id;
        this.name = name;
        this.site = site;
        this.mailbox = mailbox;
    }

    /** The queues as an application uses them. Thread-safe. */
    interface Mailbox extends AutoCloseable {
        /** Sends a request. */
        void send(String body, Map<String, String> attributes);

        /** The reply with a correlation, which is then taken; null if there is none yet. */
        @Nullable Reply reply(String correlation);

        @Override
        void close();
    }

    /** A reply. */
    record Reply(int status, String code, String body) {}

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String route() {
        return id + "-chat";
    }

    @Override
    public String chained() {
        return "queue-chat";
    }

    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public boolean putsBack() {
        return true;
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public Answer ask(Ask ask) {
        double before = site.putBack(route());
        ask.connected().run();
        Map<String, String> attributes = new HashMap<>(ask.headers());
        attributes.put("x-api-key", ask.key());
        attributes.put("correlation-id", ask.id());
        mailbox.send(ask.json(false, true), attributes);
        Reply[] reply = new Reply[1];
        Waiting.until(LONG, () -> {
            reply[0] = reply[0] == null ? mailbox.reply(ask.id()) : reply[0];
            return reply[0] != null || site.putBack(route()) > before;
        });
        return reply[0] == null ? putBack(ask.tenant()) : read(reply[0]);
    }

    @Override
    public Answer again(Ask ask) {
        Reply[] reply = new Reply[1];
        Waiting.until(LONG, () -> {
            reply[0] = mailbox.reply(ask.id());
            return reply[0] != null;
        });
        return read(Objects.requireNonNull(reply[0], "the message did not come back"));
    }

    /** Nobody is told why; the record knows. */
    private Answer putBack(String tenant) {
        JsonNode[] refusal = new JsonNode[1];
        Waiting.until(LONG, () -> {
            refusal[0] = site.records(tenant).stream()
                    .filter(each -> each.has("status"))
                    .findFirst()
                    .orElse(null);
            return refusal[0] != null;
        });
        JsonNode record = Objects.requireNonNull(refusal[0], "there is neither a reply nor a record of a refusal");
        return new Answer(
                record.path("status").asInt(), record.path("result").asText(), "", "", 0, 0, true);
    }

    private static Answer read(Reply reply) {
        JsonNode json = Site.json(reply.body());
        if (reply.status() != Answer.OK) {
            if (!json.path("error").path("code").asText().equals(reply.code())) {
                throw new AssertionError("no error of OpenAI with " + reply.code() + ": " + json);
            }
            return Answer.refused(reply.status(), reply.code());
        }
        Pieces pieces = new Pieces();
        pieces.add(json);
        return pieces.answer();
    }
}
