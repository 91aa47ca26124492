package gateway.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the simulator misbehaves. What is null plays no part.
 *
 * @param host only for this host asked for
 * @param dialect only for this dialect: openai, anthropic, gemini, bedrock or guardrail
 * @param model only for this upstream model, or guardrail
 * @param contains only where the request's JSON has this in it, letter by letter
 * @param every only every so-manieth matching request, from 1
 * @param times used up after so many requests
 * @param status answers with this error status
 * @param headers added to the answer
 * @param body instead of the dialect's error; where {@code {{request}}} stands in it, the request's JSON is quoted
 * @param firstByteDelayMs milliseconds before the first byte
 * @param hang never answers
 * @param cutAfterChunks resets the connection after so many chunks
 * @param reset resets the connection without a byte
 * @param garbage answers with what is no answer
 * @param errorEventAfterChunks sends an error inside the stream after so many chunks, then ends it
 * @param garbageAfterChunks sends what is no event in place of the chunk after so many; the others follow
 * @param stallAfterChunks falls silent after so many chunks, and leaves the connection open
 * @param emptyStream answers 200 and ends without any event
 * @param errorIn200 answers 200 with an error as the body
 * @param slowDripMs milliseconds between chunks; whole answers are sent in chunks, too
 * @param text answered instead of what the simulator makes up
 * @param calls arguments by the names of the tools that are called, in order, as far as they are offered; once they
 *     have answered, no others are called
 * @param chunks number of words of the answer
 * @param pauseMs milliseconds between two words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        @Nullable String host,
        @Nullable String dialect,
        @Nullable String model,
        @Nullable String contains,
        @Nullable Integer every,
        @Nullable Integer times,
        @Nullable Integer status,
        @Nullable Map<String, String> headers,
        @Nullable String body,
        @Nullable Integer firstByteDelayMs,
        @Nullable Boolean hang,
        @Nullable Integer cutAfterChunks,
        @Nullable Boolean reset,
        @Nullable Boolean garbage,
        @Nullable Integer errorEventAfterChunks,
        @Nullable Integer garbageAfterChunks,
        @Nullable Integer stallAfterChunks,
        @Nullable Boolean emptyStream,
        @Nullable Boolean errorIn200,
        @Nullable Integer slowDripMs,
        @Nullable String text,
        @Nullable Map<String, JsonNode> calls,
        @Nullable Integer chunks,
        @Nullable Integer pauseMs) {
    /** What stands for the request's JSON, as the inside of a JSON string. */
    static final String REQUEST = "{{request}}";

    /** Changes nothing. */
    static final Fault NONE = new Fault(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null);

    /** Checks the numbers and copies the headers. */
    public Fault {
        atLeast("every", every, 1);
        atLeast("times", times, 1);
        atLeast("firstByteDelayMs", firstByteDelayMs, 0);
        atLeast("cutAfterChunks", cutAfterChunks, 0);
        atLeast("errorEventAfterChunks", errorEventAfterChunks, 0);
        atLeast("garbageAfterChunks", garbageAfterChunks, 0);
        atLeast("stallAfterChunks", stallAfterChunks, 0);
        atLeast("slowDripMs", slowDripMs, 0);
        atLeast("chunks", chunks, 1);
        atLeast("pauseMs", pauseMs, 0);
        if (status != null && (status < 200 || status > 599)) {
            throw new IllegalArgumentException("status must be 200 to 599, is " + status);
        }
        headers = headers == null ? null : Map.copyOf(headers);
        calls = calls == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    }

    boolean matches(String askedHost, String askedDialect, String askedModel, Supplier<String> body) {
        return (host == null || host.equalsIgnoreCase(askedHost))
                && (dialect == null || dialect.equals(askedDialect))
                && (model == null || model.equals(askedModel))
                && (contains == null || body.get().contains(contains));
    }

    boolean hangs() {
        return Boolean.TRUE.equals(hang);
    }

    boolean resets() {
        return Boolean.TRUE.equals(reset);
    }

    boolean talksGarbage() {
        return Boolean.TRUE.equals(garbage);
    }

    boolean staysEmpty() {
        return Boolean.TRUE.equals(emptyStream);
    }

    boolean failsIn200() {
        return Boolean.TRUE.equals(errorIn200);
    }

    int interval(Pace pace) {
        if (slowDripMs != null) {
            return slowDripMs;
        }
        return pauseMs != null ? pauseMs : pace.intervalMs();
    }

    int firstByte(int usual) {
        return firstByteDelayMs != null ? firstByteDelayMs : usual;
    }

    private static void atLeast(String name, @Nullable Integer value, int least) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Fault[status=" + status + ", every=" + every + ", times=" + times + "]";
    }
}
