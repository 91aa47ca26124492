package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the array {@code choices} of a stream's frames. Where several answers were asked for ({@code n}), their chunks
 * follow one another, so that no text goes unseen. Confined to one event loop.
 */
final class ChoiceReader {
    private final BitSet open = new BitSet();
    private final ToolCallReader toolCalls = new ToolCallReader();
    private boolean refused;
    private boolean finished;

    // of the choice that is being read
    private int index;
    private @Nullable JsonNode calls;
    private @Nullable JsonNode functionCall;
    private @Nullable String finish;
    private String reasoning = "";

    /** Whether every answer that has begun has ended. */
    boolean finished() {
        return finished && open.isEmpty();
    }

    /**
     * Reads the array whose start was read last.
     *
     * @param id of the answer, for calls without an id
     * @param chunks gets what it means
     * @return whether there was a choice
     */
    boolean read(JsonParser parser, String id, List<Chunk> chunks) throws IOException {
        boolean any = false;
        JsonToken element = parser.nextToken();
        while (element == JsonToken.START_OBJECT) {
            any = true;
            choice(parser, id, chunks);
            element = parser.nextToken();
        }
        if (element != JsonToken.END_ARRAY) {
            throw OpenAiProviderCodec.garbage();
        }
        return any;
    }

    private void choice(JsonParser parser, String id, List<Chunk> chunks) throws IOException {
        index = 0;
        calls = null;
        functionCall = null;
        finish = null;
        reasoning = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() & 0xff : 0;
                case "delta" -> delta(parser, value, chunks);
                case "finish_reason" -> finish = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                default -> parser.skipChildren();
            }
        }
        if (!reasoning.isEmpty()) {
            chunks.addFirst(new Chunk.ThinkingDelta(reasoning));
        }
        open.set(index);
        if (calls != null) {
            toolCalls.read(index, calls, id, chunks);
        }
        if (functionCall != null) {
            toolCalls.readLegacy(index, functionCall, id, chunks);
        }
        String reason = finish;
        if (reason != null && !reason.isEmpty()) {
            open.clear(index);
            finished = true;
            if (open.isEmpty()) {
                chunks.add(new Chunk.Finished(Finish.read(reason, refused, toolCalls.any()), null));
            }
        }
    }

    private void delta(JsonParser parser, JsonToken start, List<Chunk> chunks) throws IOException {
        if (start != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "content" -> content(parser, value, chunks);
                case "refusal" -> {
                    String words = OpenAiEventReader.text(parser, value);
                    refused |= !words.isEmpty();
                    text(words, chunks);
                }
                // some send the same words under both names
                case "reasoning_content", "reasoning" -> {
                    String words = OpenAiEventReader.text(parser, value);
                    reasoning = words.isEmpty() ? reasoning : words;
                }
                case "tool_calls" -> calls = JsonCodec.MAPPER.readTree(parser);
                case "function_call" -> functionCall = JsonCodec.MAPPER.readTree(parser);
                default -> parser.skipChildren();
            }
        }
    }

    /** A string, or Mistral's list of parts. */
    private void content(JsonParser parser, JsonToken value, List<Chunk> chunks) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            text(parser.getText(), chunks);
        } else if (value == JsonToken.START_ARRAY) {
            JsonNode parts = JsonCodec.MAPPER.readTree(parser);
            for (JsonNode part : parts) {
                if ("thinking".equals(part.path("type").asText())) {
                    reasoning += CompletionReader.thought(part);
                } else {
                    text(part.path("text").asText(""), chunks);
                }
            }
        } else {
            parser.skipChildren();
        }
    }

    private static void text(String text, List<Chunk> chunks) {
        if (!text.isEmpty()) {
            chunks.add(new Chunk.TextDelta(text));
        }
    }
}
