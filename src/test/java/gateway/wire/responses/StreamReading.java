package gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import gateway.wire.JsonCodec;
import gateway.wire.sse.SseFrame;
import gateway.wire.sse.SseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads a stream as a client does that believes nothing: numbers, places, and pieces that make up their whole. */
public final class StreamReading {
    private final List<JsonNode> events = new ArrayList<>();
    private final Map<Integer, JsonNode> added = new HashMap<>();
    private final Map<Integer, JsonNode> done = new HashMap<>();
    private final Map<Integer, StringBuilder> pieces = new HashMap<>();

    /** Reads all of it. */
    public StreamReading(String sse) {
        new SseReader(1 << 20).read(sse.getBytes(StandardCharsets.UTF_8), this::read);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("sequence_number").asInt(-1)).isEqualTo(i);
        }
        if (types().contains("response.completed") || types().contains("response.incomplete")) {
            isWhole();
        }
    }

    /** The events. */
    public List<JsonNode> events() {
        return events;
    }

    /** Their types. */
    public List<String> types() {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    /** The response as the last event that has one tells it. */
    public JsonNode response() {
        return events.stream()
                .map(event -> event.path("response"))
                .filter(JsonNode::isObject)
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    /** Its items. */
    public ArrayNode output() {
        return (ArrayNode) response().path("output");
    }

    private void read(SseFrame frame) {
        JsonNode event = json(frame.data());
        assertThat(frame.event()).isEqualTo(event.path("type").asText());
        events.add(event);
        int place = event.path("output_index").asInt(-1);
        switch (event.path("type").asText()) {
            case "response.output_item.added" -> {
                assertThat(place).isEqualTo(added.size());
                added.put(place, event.path("item"));
                pieces.put(place, new StringBuilder());
            }
            case "response.output_text.delta",
                    "response.function_call_arguments.delta",
                    "response.custom_tool_call_input.delta",
                    "response.reasoning_summary_text.delta" ->
                pieces(event, place).append(event.path("delta").asText());
            case "response.output_text.done", "response.reasoning_summary_text.done" ->
                assertThat(event.path("text").asText())
                        .hasToString(pieces(event, place).toString());
            case "response.function_call_arguments.done" ->
                assertThat(event.path("arguments").asText())
                        .hasToString(pieces(event, place).toString());
            case "response.custom_tool_call_input.done" ->
                assertThat(event.path("input").asText())
                        .hasToString(pieces(event, place).toString());
            case "response.output_item.done" -> {
                JsonNode item = event.path("item");
                assertThat(item.path("id")).isEqualTo(begun(place).path("id"));
                assertThat(item.path("type")).isEqualTo(begun(place).path("type"));
                done.put(place, item);
            }
            default -> {
                // the rest says nothing of its own
            }
        }
    }

    private JsonNode begun(int place) {
        return Objects.requireNonNull(added.get(place), "an item that has not begun");
    }

    private StringBuilder pieces(JsonNode event, int place) {
        assertThat(done).doesNotContainKey(place);
        assertThat(event.path("item_id")).isEqualTo(begun(place).path("id"));
        return Objects.requireNonNull(pieces.get(place));
    }

    private void isWhole() {
        assertThat(types()).startsWith("response.created", "response.in_progress");
        assertThat(done.keySet()).isEqualTo(added.keySet());
        assertThat(output()).hasSize(done.size());
        for (int i = 0; i < done.size(); i++) {
            assertThat(output().get(i)).isEqualTo(done.get(i));
        }
    }

    private static JsonNode json(ByteBuffer data) {
        try {
            return JsonCodec.read(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
