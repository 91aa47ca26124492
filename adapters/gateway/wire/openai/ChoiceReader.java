package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the array {@code choices} of a stream's frames. Where several answers were asked for ({@code n}), their chunks
 * follow one another, so that no text goes unseen. Confined to one event loop.
 */
final class ChoiceReader {
    /** Of a piece; whether it has nothing else tells whether what it brought is known. */
    private static final Set<String> KNOWN = Set.of(
            "role",
            "content",
            "refusal",
            "reasoning_content",
            "reasoning",
            "tool_calls",
            "function_call",
            "audio",
            "annotations");

    private final BitSet open = new BitSet();
    private final ToolCallReader toolCalls = new ToolCallReader();
    private final Logprobs logprobs = new Logprobs();
    private boolean refused;
    private boolean finished;
    /** Whether there was anything that a client sees or hears. */
    private boolean said;
    /** Whether there was a text, if only an empty one. */
    private boolean contained;
    /** Whether something came in a field that nobody knows, or nothing at all. */
    private boolean blank;

    // of the choice that is being read
    private int index;
    private @Nullable JsonNode calls;
    private @Nullable JsonNode functionCall;
    private @Nullable String finish;
    private String reasoning = "";

    /** Whether there was one. */
    boolean begun() {
        return finished || !open.isEmpty();
    }

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
        int before = chunks.size();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() & 0xff : 0;
                case "delta" -> delta(parser, value, chunks);
                case "logprobs" -> logprobs.add(JsonCodec.MAPPER.readTree(parser));
                case "finish_reason" -> finish = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                default -> parser.skipChildren();
            }
        }
        logprobs.join(chunks, before);
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
            check(reason);
            open.clear(index);
            finished = true;
            if (open.isEmpty()) {
                chunks.add(new Chunk.Finished(Finish.read(reason, refused, toolCalls.any()), null));
            }
        }
    }

    /**
     * An empty answer is one whose text is empty. Where there is no text at all, or pieces came in which nothing is
     * known, it stands where nobody looks for it.
     */
    private void check(String reason) {
        boolean called = toolCalls.any();
        boolean lacks = switch (reason) {
            case "stop" -> !said && !called && (!contained || blank);
            case "tool_calls", "function_call" -> !called;
            // Mistral's word for an answer that broke off
            case "error" -> true;
            default -> false;
        };
        if (lacks || toolCalls.lacksArguments()) {
            throw OpenAiProviderCodec.garbage();
        }
    }

    private void delta(JsonParser parser, JsonToken start, List<Chunk> chunks) throws IOException {
        if (start == JsonToken.VALUE_NULL) {
            return;
        }
        if (start != JsonToken.START_OBJECT) {
            throw OpenAiProviderCodec.garbage();
        }
        boolean known = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            known |= KNOWN.contains(name);
            switch (name) {
                case "content" -> content(parser, value, chunks);
                case "refusal" -> {
                    String words = words(parser, value);
                    refused |= !words.isEmpty();
                    text(words, true, chunks);
                }
                // some send the same words under both names
                case "reasoning_content", "reasoning" -> {
                    String words = OpenAiEventReader.text(parser, value);
                    reasoning = words.isEmpty() ? reasoning : words;
                }
                case "tool_calls" -> calls = calls(JsonCodec.MAPPER.readTree(parser));
                case "function_call" -> functionCall = JsonCodec.MAPPER.readTree(parser);
                case "audio" -> {
                    said = true;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        blank |= !known;
    }

    private static JsonNode calls(JsonNode calls) {
        if (!calls.isArray() && !calls.isNull()) {
            throw OpenAiProviderCodec.garbage();
        }
        return calls;
    }

    /** A text, which may be null. */
    private static String words(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
            throw OpenAiProviderCodec.garbage();
        }
        return OpenAiEventReader.text(parser, value);
    }

    /** A string, or Mistral's list of parts. */
    private void content(JsonParser parser, JsonToken value, List<Chunk> chunks) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            text(words(parser, value), chunks);
            contained |= value == JsonToken.VALUE_STRING;
            return;
        }
        contained = true;
        JsonNode parts = JsonCodec.MAPPER.readTree(parser);
        for (JsonNode part : parts) {
            switch (JsonTree.required(part, "type")) {
                case "thinking" -> reasoning += CompletionReader.thought(part);
                case "text" -> text(JsonTree.required(part, "text"), chunks);
                default -> text(part.path("text").asText(""), chunks);
            }
        }
    }

    private void text(String text, List<Chunk> chunks) {
        text(text, false, chunks);
    }

    private void text(String text, boolean refusal, List<Chunk> chunks) {
        if (!text.isEmpty()) {
            said = true;
            chunks.add(new Chunk.TextDelta(text, refusal, null));
        }
    }
}
