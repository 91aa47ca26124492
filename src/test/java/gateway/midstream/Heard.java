package gateway.midstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.failover.Client.Api;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
public record Heard(long asked, int status, String decision, String attempts, List<Event> events, boolean torn, long ended) {
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
            String text = json.at(open ? "/choices/0/delta/content" : "/delta/text").asText("");
            if (!text.isEmpty()) {
                return new Event(at, Kind.TEXT, text);
            }
            if (!json.at(open ? "/choices/0/finish_reason" : "/delta/stop_reason").asText("").isEmpty()) {
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

    /** Nanoseconds from the request to the first text. */
    public long toFirstText() {
        return first(events, kind -> kind == Kind.TEXT) - asked;
    }

    /** Nanoseconds from the last text before the seam to the first text, or if there is none the finish, after it. */
    public long overSeam() {
        List<Event> before = new ArrayList<>();
        List<Event> after = new ArrayList<>();
        for (Event event : events) {
            (after.isEmpty() && event.kind() != Kind.SEAM ? before : after).add(event);
        }
        boolean more = after.stream().anyMatch(event -> event.kind() == Kind.TEXT);
        return first(after, kind -> kind == (more ? Kind.TEXT : Kind.FINISH)) - lastText(before);
    }

    /** Nanoseconds from the last text to the first event of a kind after it. */
    public long fromLastText(Kind kind) {
        long last = lastText(events);
        return first(events, each -> each == kind) - last;
    }

    /** Nanoseconds between each two texts. */
    public List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        Event before = null;
        for (Event event : events) {
            if (event.kind() == Kind.TEXT) {
                if (before != null) {
                    gaps.add(event.at() - before.at());
                }
                before = event;
            }
        }
        return gaps;
    }

    private static long first(List<Event> events, Predicate<Kind> kind) {
        return events.stream()
                .filter(event -> kind.test(event.kind()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such event"))
                .at();
    }

    private static long lastText(List<Event> events) {
        return events.reversed().stream()
                .filter(event -> event.kind() == Kind.TEXT)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no text"))
                .at();
    }
}
