package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.model.Usage;
import gateway.wire.EventReader;
import gateway.wire.JsonCodec;
import gateway.wire.sse.SseFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one streamed answer. What every frame has is read token by token, what few have (usage, tool calls, errors) as
 * a tree. Confined to one event loop.
 */
final class OpenAiEventReader implements EventReader {
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final ChoiceReader choices = new ChoiceReader();
    private boolean started;
    private boolean done;
    private String id = "";
    private String model = "";
    private @Nullable Usage usage;
    private boolean answers;

    @Override
    public Event next(SseFrame frame) {
        ByteBuffer data = frame.data();
        if (done || !data.hasRemaining()) {
            return new Event(List.of(), frame.raw());
        }
        if (isDone(data)) {
            // without a reason for its end an answer may have been cut short
            if (choices.begun() && !choices.finished()) {
                throw OpenAiProviderCodec.garbage();
            }
            done = true;
            return new Event(List.of(new Chunk.Done()), frame.raw());
        }
        try {
            if ("error".equals(frame.event())) {
                throw new FailedException(OpenAiFailures.inside(JsonCodec.read(data)));
            }
            return new Event(read(data), frame.raw());
        } catch (JsonProcessingException e) {
            throw OpenAiProviderCodec.garbage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean complete() {
        return done || choices.finished();
    }

    private static boolean isDone(ByteBuffer data) {
        if (data.remaining() < DONE.length) {
            return false;
        }
        for (int i = 0; i < DONE.length; i++) {
            if (data.get(data.position() + i) != DONE[i]) {
                return false;
            }
        }
        return true;
    }

    private List<Chunk> read(ByteBuffer data) throws IOException {
        List<Chunk> chunks = new ArrayList<>(2);
        usage = null;
        answers = false;
        try (JsonParser parser =
                JsonCodec.MAPPER.createParser(data.array(), data.arrayOffset() + data.position(), data.remaining())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw OpenAiProviderCodec.garbage();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                field(name, value, parser, data, chunks);
            }
        }
        if (!started && (answers || !id.isEmpty())) {
            started = true;
            chunks.addFirst(new Chunk.Started(id, model));
        }
        Usage seen = usage;
        if (seen != null) {
            chunks.add(new Chunk.UsageSeen(seen));
        }
        return chunks;
    }

    private void field(String name, JsonToken value, JsonParser parser, ByteBuffer data, List<Chunk> chunks)
            throws IOException {
        switch (name) {
            case "id" -> id = started ? id : text(parser, value);
            case "model" -> model = started ? model : text(parser, value);
            case "choices" -> {
                if (value == JsonToken.START_ARRAY) {
                    answers |= choices.read(parser, id, chunks);
                }
            }
            case "usage" -> usage(UsageFields.read(tree(parser)));
            case "x_groq" -> usage(UsageFields.read(tree(parser).path("usage")));
            case "error" -> {
                if (value != JsonToken.VALUE_NULL) {
                    throw new FailedException(OpenAiFailures.inside(JsonCodec.read(data)));
                }
            }
            case "object" -> {
                if ("error".equalsIgnoreCase(text(parser, value))) {
                    throw new FailedException(OpenAiFailures.inside(JsonCodec.read(data)));
                }
            }
            default -> parser.skipChildren();
        }
    }

    private void usage(@Nullable Usage seen) {
        if (seen != null) {
            usage = seen;
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        return JsonCodec.MAPPER.readTree(parser);
    }

    /** A string; empty for null and for anything else. */
    static String text(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return "";
    }
}
