package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.wire.EventReader;
import gateway.wire.JsonCodec;
import gateway.wire.sse.SseFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a streamed answer. Kinds of events, blocks and deltas that are unknown mean nothing, but their bytes are kept
 * for a client of the same dialect. Confined to one event loop.
 */
final class AnthropicEventReader implements EventReader {
    private final UsageTally tally = new UsageTally();
    private final Map<Integer, Integer> toolCalls = new HashMap<>();
    private boolean finished;
    private boolean done;
    /** Blocks of known kinds of which no piece has come. */
    private final Set<Integer> bare = new HashSet<>();
    /** Blocks of which events or pieces came of a kind that is unknown. */
    private final Set<Integer> unknown = new HashSet<>();

    @Override
    public Event next(SseFrame frame) {
        if (done || !frame.data().hasRemaining()) {
            return new Event(List.of(), frame.raw());
        }
        JsonNode json = AnswerReader.tree(frame.data());
        List<Chunk> chunks = switch (AnswerReader.required(json, "type")) {
            case "message_start" -> start(AnswerReader.object(json, "message"));
            case "content_block_start" -> block(index(json), AnswerReader.object(json, "content_block"));
            case "content_block_delta" -> delta(index(json), AnswerReader.object(json, "delta"));
            case "message_delta" -> finish(json);
            case "message_stop" -> stop();
            case "error" -> throw new FailedException(AnthropicFailures.inBand(json));
            case "content_block_stop", "ping" -> List.of();
            default -> {
                if (json.path("index").isInt()) {
                    unknown.add(index(json));
                }
                yield List.of();
            }
        };
        return new Event(chunks, frame.raw());
    }

    private static int index(JsonNode json) {
        if (!json.path("index").isInt()) {
            throw AnswerReader.garbage();
        }
        return json.path("index").intValue();
    }

    @Override
    public boolean complete() {
        return done || finished;
    }

    private List<Chunk> start(JsonNode message) {
        List<Chunk> chunks = new ArrayList<>(2);
        chunks.add(new Chunk.Started(AnswerReader.text(message, "id"), AnswerReader.text(message, "model")));
        if (tally.add(message.get("usage"))) {
            chunks.add(new Chunk.UsageSeen(tally.usage()));
        }
        return chunks;
    }

    private List<Chunk> block(int index, JsonNode block) {
        String type = AnswerReader.required(block, "type");
        if (type.equals("text") || type.equals("tool_use")) {
            bare.add(index);
        }
        return switch (type) {
            case "text" -> text(AnswerReader.text(block, "text"));
            case "thinking" -> thinking(AnswerReader.text(block, "thinking"));
            case "redacted_thinking" -> List.of(new Chunk.RedactedThinkingBlock(AnswerReader.required(block, "data")));
            case "tool_use" -> toolCall(index, block);
            default -> List.of();
        };
    }

    private List<Chunk> toolCall(int index, JsonNode block) {
        int call = toolCalls.size();
        toolCalls.put(index, call);
        List<Chunk> chunks = new ArrayList<>(2);
        chunks.add(new Chunk.ToolCallStarted(
                call, AnswerReader.required(block, "id"), AnswerReader.required(block, "name"), null));
        JsonNode input = block.hasNonNull("input") ? AnswerReader.object(block, "input") : JsonCodec.object();
        if (!input.isEmpty()) {
            chunks.add(new Chunk.ToolCallArguments(call, input.toString()));
        }
        return chunks;
    }

    private List<Chunk> delta(int index, JsonNode delta) {
        return switch (AnswerReader.required(delta, "type")) {
            case "text_delta" -> {
                bare.remove(index);
                yield text(AnswerReader.required(delta, "text"));
            }
            case "thinking_delta" -> thinking(AnswerReader.required(delta, "thinking"));
            case "signature_delta" -> signature(AnswerReader.required(delta, "signature"));
            case "input_json_delta" -> arguments(index, AnswerReader.required(delta, "partial_json"));
            case "citations_delta" -> List.of();
            default -> unknown(index);
        };
    }

    /** Beside the pieces of a tool's input there are no others, so that the input would not be whole. */
    private List<Chunk> unknown(int index) {
        if (toolCalls.containsKey(index)) {
            throw AnswerReader.garbage();
        }
        unknown.add(index);
        return List.of();
    }

    private static List<Chunk> text(String text) {
        return text.isEmpty() ? List.of() : List.of(new Chunk.TextDelta(text));
    }

    private static List<Chunk> thinking(String text) {
        return text.isEmpty() ? List.of() : List.of(new Chunk.ThinkingDelta(text));
    }

    private static List<Chunk> signature(String signature) {
        return signature.isEmpty() ? List.of() : List.of(new Chunk.ThinkingSignature(signature));
    }

    /** Tools that run at Anthropic have arguments too; they are not the client's business. */
    private List<Chunk> arguments(int index, String fragment) {
        bare.remove(index);
        Integer call = toolCalls.get(index);
        return call == null || fragment.isEmpty() ? List.of() : List.of(new Chunk.ToolCallArguments(call, fragment));
    }

    private List<Chunk> finish(JsonNode json) {
        List<Chunk> chunks = new ArrayList<>(2);
        JsonNode delta = AnswerReader.object(json, "delta");
        String reason = AnswerReader.textOrNull(delta, "stop_reason");
        if (reason != null) {
            check(reason);
            finished = true;
            chunks.add(new Chunk.Finished(StopReasons.read(reason), AnswerReader.textOrNull(delta, "stop_sequence")));
        }
        if (tally.add(json.get("usage"))) {
            chunks.add(new Chunk.UsageSeen(tally.usage()));
        }
        return chunks;
    }

    /** What must be there by the answer's own words came in events that nobody knows. */
    private void check(String reason) {
        if (!Collections.disjoint(unknown, bare) || (reason.equals("tool_use") && toolCalls.isEmpty())) {
            throw AnswerReader.garbage();
        }
    }

    private List<Chunk> stop() {
        if (!finished) {
            throw AnswerReader.garbage();
        }
        done = true;
        return List.of(new Chunk.Done());
    }
}
