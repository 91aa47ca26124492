package gateway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.http.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A queue of requests with its queue of replies, or of jobs whose answers are fetched. */
final class QueueDoor implements Door {
    private final Way way;
    private final Site site;
    private final Mailbox mailbox;

    QueueDoor(Way way, Site site, Mailbox mailbox) {
        this.way = way;
        this.site = site;
        this.mailbox = mailbox;
    }

    /**
     * What it is known by.
     *
     * @param id of the door
     * @param name as the page calls it
     * @param route by which records and switches know it
     * @param entrance name of the file of the route that takes its messages
     * @param chained id of the route that hands them to the chain
     * @param error the field of an error that tells which it is
     */
    record Way(String id, String name, String route, String entrance, String chained, String error) {
        /** Of requests that come as messages. */
        static Way ofMessages(String kind, String name) {
            return new Way(kind, name, kind + "-chat", kind, "queue-chat", "code");
        }

        /** Of jobs in an API's format that wait on a kind of queue. */
        static Way ofJobs(String api, String name, String kind) {
            String error = api.equals("anthropic") ? "type" : "code";
            String id = "job-" + (api.equals("embeddings") ? "vectors" : api);
            return new Way(id, name, "jobs", kind + "-jobs", "job-" + api, error);
        }
    }

    /** The queues as an application uses them. Thread-safe. */
    interface Mailbox extends AutoCloseable {
        /**
         * Sends a request, and runs what is to be run before its turn.
         *
         * @param attributes of the message
         */
        void send(Ask ask, Map<String, String> attributes);

        /** The reply with a correlation, which is then taken; null if there is none yet. */
        @Nullable Reply reply(String correlation);

        @Override
        void close();
    }

    /** A reply. */
    record Reply(int status, String code, String body) {}

    @Override
    public String id() {
        return way.id();
    }

    @Override
    public String name() {
        return way.name();
    }

    @Override
    public String route() {
        return way.route();
    }

    @Override
    public String entrance() {
        return way.entrance();
    }

    @Override
    public String chained() {
        return way.chained();
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
        int refusals = refusals(ask.tenant()).size();
        send(ask);
        AtomicReference<@Nullable Reply> reply = new AtomicReference<>();
        Waiting.until(LONG, () -> {
            reply.set(mailbox.reply(ask.id()));
            return reply.get() != null || isPutBack(ask.tenant(), refusals, before);
        });
        Reply came = reply.get();
        return came == null ? putBack(ask.tenant(), refusals) : read(came);
    }

    private boolean isPutBack(String tenant, int refusals, double before) {
        return refusals(tenant).size() > refusals && site.putBack(route()) > before;
    }

    @Override
    public Answer answered(Ask ask) {
        send(ask);
        return again(ask);
    }

    private void send(Ask ask) {
        Map<String, String> attributes = new HashMap<>(ask.headers());
        attributes.put("x-api-key", ask.key());
        attributes.put("correlation-id", ask.id());
        mailbox.send(ask, attributes);
    }

    @Override
    public Answer again(Ask ask) {
        AtomicReference<@Nullable Reply> reply = new AtomicReference<>();
        Waiting.until(LONG, () -> {
            reply.set(mailbox.reply(ask.id()));
            return reply.get() != null;
        });
        return read(Objects.requireNonNull(reply.get(), "the message did not come back"));
    }

    private List<JsonNode> refusals(String tenant) {
        return site.records(tenant, site.begun()).stream()
                .filter(each -> each.has("status"))
                .toList();
    }

    /** Nobody is told why; the record knows. */
    private Answer putBack(String tenant, int known) {
        List<JsonNode> refusals = refusals(tenant);
        assertThat(refusals).as("records of refusals, as there is no reply").hasSizeGreaterThan(known);
        JsonNode record = refusals.getFirst();
        return new Answer(record.path("status").asInt(), record.path("result").asText(), "", "", 0, 0, true);
    }

    private Answer read(Reply reply) {
        JsonNode json = Site.json(reply.body());
        if (reply.status() != Answer.OK) {
            assertThat(json.path("error").path(way.error()).asText()).isNotEmpty();
            assertThat(json.path("error").path("message").asText()).isNotEmpty();
            return Answer.refused(reply.status(), reply.code());
        }
        Pieces pieces = new Pieces();
        pieces.add(json);
        return pieces.answer();
    }
}
