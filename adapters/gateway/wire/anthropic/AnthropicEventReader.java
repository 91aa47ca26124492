package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.wire.EventReader;
import gateway.wire.sse.SseFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a streamed answer. Kinds of events, blocks and deltas that are unknown mean nothing, but their bytes are kept
 * for a client of the same dialect. Confined to one event loop.
 */
final class AnthropicEventReader implements EventReader {
    private final UsageTally tally = new UsageTally();
    private final Map<Integer, Integer> toolCalls = new HashMap<>();
    private boolean finished;
    private boolean done;

    @Override
    public Event next(SseFrame frame) {
        if (done || !frame.data().hasRemaining()) {
            return new Event(List.of(), frame.raw());
        }
        JsonNode json = AnswerReader.tree(frame.data());
        List<Chunk> chunks = switch (AnswerReader.text(json, "type")) {
            case "message_start" -> start(json.path("message"));
            case "content_block_start" -> block(json.path("index").asInt(), json.path("content_block"));
            case "content_block_delta" -> delta(json.path("index").asInt(), json.path("delta"));
            case "message_delta" -> finish(json);
            case "message_stop" -> stop();
            case "error" -> throw new FailedException(AnthropicFailures.inBand(json));
            default -> List.of();
        };
        return new Event(chunks, frame.raw());
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
        return switch (AnswerReader.text(block, "type")) {
            case "text" -> text(AnswerReader.text(block, "text"));
            case "thinking" -> thinking(AnswerReader.text(block, "thinking"));
            case "redacted_thinking" -> List.of(new Chunk.RedactedThinkingBlock(AnswerReader.text(block, "data")));
            case "tool_use" -> toolCall(index, block);
            default -> List.of();
        };
    }

    private List<Chunk> toolCall(int index, JsonNode block) {
        int call = toolCalls.size();
        toolCalls.put(index, call);
        List<Chunk> chunks = new ArrayList<>(2);
        chunks.add(new Chunk.ToolCallStarted(
                call, AnswerReader.text(block, "id"), AnswerReader.text(block, "name"), null));
        JsonNode input = block.path("input");
        if (!input.isEmpty()) {
            chunks.add(new Chunk.ToolCallArguments(call, input.toString()));
        }
        return chunks;
    }

    private List<Chunk> delta(int index, JsonNode delta) {
        return switch (AnswerReader.text(delta, "type")) {
            case "text_delta" -> text(AnswerReader.text(delta, "text"));
            case "thinking_delta" -> thinking(AnswerReader.text(delta, "thinking"));
            case "signature_delta" -> signature(AnswerReader.text(delta, "signature"));
            case "input_json_delta" -> arguments(index, AnswerReader.text(delta, "partial_json"));
            default -> List.of();
        };
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
        Integer call = toolCalls.get(index);
        return call == null || fragment.isEmpty() ? List.of() : List.of(new Chunk.ToolCallArguments(call, fragment));
    }

    private List<Chunk> finish(JsonNode json) {
        List<Chunk> chunks = new ArrayList<>(2);
        JsonNode delta = json.path("delta");
        String reason = AnswerReader.textOrNull(delta, "stop_reason");
        if (reason != null) {
            finished = true;
            chunks.add(new Chunk.Finished(StopReasons.read(reason), AnswerReader.textOrNull(delta, "stop_sequence")));
        }
        if (tally.add(json.get("usage"))) {
            chunks.add(new Chunk.UsageSeen(tally.usage()));
        }
        return chunks;
    }

    private List<Chunk> stop() {
        done = true;
        return List.of(new Chunk.Done());
    }
}
