package gateway.midstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.failover.Client.Api;
import gateway.wire.JsonCodec;
import java.util.List;

/**
 * A stream as its client heard it, with times by {@link System#nanoTime}.
 *
 * @param asked when the request was sent
 * @param status of the answer; 0 if there was none
 * @param decision the id of its record
 * @param attempts by the answer's header
 * @param events in their order
 * @param torn whether the connection broke before the body's end
 * @param ended when it ended
 */
public record Heard(
        long asked, int status, String decision, String attempts, List<Event> events, boolean torn, long ended) {
    public Heard {
        events = List.copyOf(events);
    }

    /** What an event is to the client. */
    public enum Kind {
        TEXT,
        SEAM,
        FINISH,
        ERROR,
        END,
        OTHER
    }

    /**
     * An event, or a comment.
     *
     * @param at when it was there
     * @param text that it adds to the answer, or the rest of a comment
     */
    public record Event(long at, Kind kind, String text) {
        /** Reads a line of the stream. */
        static Event of(long at, String line, Api api) {
            if (line.startsWith(": serai-continued-by ")) {
                return new Event(at, Kind.SEAM, line.substring(": serai-continued-by ".length()));
            }
            if (line.equals("data: [DONE]")) {
                return new Event(at, Kind.END, "");
            }
            return line.startsWith("data: {")
                    ? data(at, read(line.substring("data: ".length())), api)
                    : new Event(at, Kind.OTHER, "");
        }

        private static Event data(long at, JsonNode json, Api api) {
            if (json.has("error")) {
                return new Event(at, Kind.ERROR, "");
            }
            boolean open = api == Api.OPENAI;
            String text =
                    json.at(open ? "/choices/0/delta/content" : "/delta/text").asText("");
            if (!text.isEmpty()) {
                return new Event(at, Kind.TEXT, text);
            }
            if (!json.at(open ? "/choices/0/finish_reason" : "/delta/stop_reason")
                    .asText("")
                    .isEmpty()) {
                return new Event(at, Kind.FINISH, "");
            }
            boolean end = !open && json.path("type").asText("").equals("message_stop");
            return new Event(at, end ? Kind.END : Kind.OTHER, "");
        }

        private static JsonNode read(String json) {
            try {
                return JsonCodec.MAPPER.readTree(json);
            } catch (JsonProcessingException e) {
                throw new AssertionError(json, e);
            }
        }
    }

    /** The answer. */
    public String text() {
        StringBuilder text = new StringBuilder();
        events.stream().filter(event -> event.kind() == Kind.TEXT).forEach(event -> text.append(event.text()));
        return text.toString();
    }

    /** How many events are of a kind. */
    public long count(Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).count();
    }

    /** What the last event was that said anything. */
    public Kind last() {
        return events.reversed().stream()
                .map(Event::kind)
                .filter(kind -> kind != Kind.OTHER)
                .findFirst()
                .orElse(Kind.OTHER);
    }

    /** Who went on; empty if nobody did. */
    public List<String> continuedBy() {
        return events.stream()
                .filter(event -> event.kind() == Kind.SEAM)
                .map(Event::text)
                .toList();
    }

    /**
     * The client's waits, in nanoseconds.
     *
     * @param first from the request to the first text
     * @param between the longest from one text to the next
     * @param last from the last text to what ended it
     */
    public record Waits(long first, long between, long last) {}

    /** How long the client waited for its text and for the end. */
    public Waits waits() {
        long before = asked;
        long first = 0;
        long between = 0;
        for (Event event : events) {
            if (event.kind() == Kind.TEXT) {
                first = before == asked ? event.at() - asked : first;
                between = before == asked ? 0 : Math.max(between, event.at() - before);
                before = event.at();
            }
        }
        long end = events.stream()
                .filter(event -> event.kind() == Kind.FINISH || event.kind() == Kind.ERROR)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the stream has no end"))
                .at();
        return new Waits(first, between, end - before);
    }
}
