package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.JsonCodec;
import gateway.wire.sse.SseFrame;
import gateway.wire.sse.SseReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client's connection that keeps what was written, and knows what a valid stream of events is. */
final class Recorder implements ByteSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void put(ByteBuffer more) {
        byte[] copy = new byte[more.remaining()];
        more.duplicate().get(copy);
        bytes.writeBytes(copy);
    }

    /** Everything that was written. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The events that were written. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        new SseReader(1 << 20).read(bytes.toByteArray(), frame -> events.add(json(frame)));
        return events;
    }

    /** What an Anthropic client reads in what was written. */
    List<Chunk> chunks() {
        AnthropicEventReader reader = new AnthropicEventReader();
        List<Chunk> chunks = new ArrayList<>();
        new SseReader(1 << 20)
                .read(
                        bytes.toByteArray(),
                        frame -> chunks.addAll(reader.next(frame).chunks()));
        return chunks;
    }

    /** Writes one event without bytes of its own for each chunk. */
    Recorder write(EventWriter writer, Chunk... chunks) {
        for (Chunk chunk : chunks) {
            writer.next(new Event(List.of(chunk), null), this);
        }
        return this;
    }

    /** Checks that the events are a whole message: each block opened once, closed once, one after the other. */
    void assertValid() {
        int open = -1;
        int next = 0;
        List<String> types = new ArrayList<>();
        for (JsonNode event : events()) {
            String type = event.path("type").asText();
            types.add(type);
            int index = event.path("index").asInt(-1);
            switch (type) {
                case "content_block_start" -> {
                    assertThat(open).as("open block").isEqualTo(-1);
                    assertThat(index).isEqualTo(next++);
                    open = index;
                }
                case "content_block_delta" -> assertThat(index).isEqualTo(open);
                case "content_block_stop" -> {
                    assertThat(index).isEqualTo(open);
                    open = -1;
                }
                default -> assertThat(open).as("open block").isEqualTo(-1);
            }
        }
        assertThat(types).startsWith("message_start").endsWith("message_delta", "message_stop");
        assertThat(types).containsOnlyOnce("message_start", "message_delta", "message_stop");
    }

    private static JsonNode json(SseFrame frame) {
        try {
            JsonNode json = JsonCodec.read(frame.data());
            assertThat(frame.event()).isEqualTo(json.path("type").asText());
            return json;
        } catch (JsonProcessingException e) {
            throw new AssertionError("an event is no JSON", e);
        }
    }
}
