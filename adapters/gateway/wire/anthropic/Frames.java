package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Chunk;
import gateway.model.FinishReason;
import gateway.model.Usage;
import gateway.wire.ByteSink;
import gateway.wire.DeadlineMark;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the frames of a streamed answer, one after the other. Confined to one event loop. */
final class Frames {
    private static final byte[] DELTA =
            ascii("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":");
    private static final byte[] TEXT_DELTA = ascii(",\"delta\":{\"type\":\"text_delta\",\"text\":\"");
    private static final byte[] THINKING_DELTA = ascii(",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"");
    private static final byte[] SIGNATURE_DELTA = ascii(",\"delta\":{\"type\":\"signature_delta\",\"signature\":\"");
    private static final byte[] INPUT_DELTA = ascii(",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"");
    private static final byte[] END_OF_DELTA = ascii("\"}}\n\n");

    private final FrameBuffer buffer = new FrameBuffer();

    /** Begins the message. */
    void start(String id, String model, Usage usage) {
        ObjectNode message = JsonCodec.object()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence").set("usage", UsageTally.json(usage, true));
        frame("message_start", typed("message_start").set("message", message));
    }

    /** Begins a block of text. */
    void startText(int index) {
        startBlock(index, typed("text").put("text", ""));
    }

    /** Begins a block of reasoning. */
    void startThinking(int index) {
        startBlock(index, typed("thinking").put("thinking", "").put("signature", ""));
    }

    /** Begins a block of encrypted reasoning. */
    void startRedacted(int index, String data) {
        startBlock(index, typed("redacted_thinking").put("data", data));
    }

    /** Begins a tool call. */
    void startToolCall(int index, String id, String name) {
        ObjectNode block = typed("tool_use").put("id", id).put("name", name);
        block.putObject("input");
        startBlock(index, block);
    }

    /** More text. */
    void text(int index, String text) {
        delta(index, TEXT_DELTA, text);
    }

    /** More reasoning. */
    void thinking(int index, String text) {
        delta(index, THINKING_DELTA, text);
    }

    /** The seal over the reasoning. */
    void signature(int index, String signature) {
        delta(index, SIGNATURE_DELTA, signature);
    }

    /** More of a tool call's input. */
    void input(int index, String fragment) {
        delta(index, INPUT_DELTA, fragment);
    }

    /** Ends a block. */
    void stopBlock(int index) {
        frame("content_block_stop", typed("content_block_stop").put("index", index));
    }

    /** Tells why the answer ended and what it took. */
    void finish(Chunk.@Nullable Finished finished, Usage usage) {
        ObjectNode delta = JsonCodec.object()
                .put("stop_reason", StopReasons.write(finished == null ? FinishReason.STOP : finished.reason()))
                .put("stop_sequence", finished == null ? null : finished.stopSequence());
        ObjectNode event = typed("message_delta");
        event.set("delta", delta);
        if (finished != null && finished.reason() == FinishReason.DEADLINE) {
            event.putObject(DeadlineMark.NAME).put(DeadlineMark.KEY, DeadlineMark.VALUE);
        }
        frame("message_delta", event.set("usage", UsageTally.json(usage, false)));
    }

    /** Ends the message. */
    void stop() {
        frame("message_stop", typed("message_stop"));
    }

    /** Ends the stream with an error. */
    void error(Problem problem) {
        frame("error", Errors.json(problem));
    }

    /** Hands the frames over, if there are any. */
    void flush(ByteSink out) {
        if (!buffer.isEmpty()) {
            out.put(buffer.take());
        }
    }

    private void startBlock(int index, ObjectNode block) {
        frame(
                "content_block_start",
                typed("content_block_start").put("index", index).set("content_block", block));
    }

    private void delta(int index, byte[] kind, String text) {
        buffer.add(DELTA)
                .add(Integer.toString(index))
                .add(kind)
                .addEscaped(text)
                .add(END_OF_DELTA);
    }

    private void frame(String event, ObjectNode data) {
        buffer.add("event: ").add(event).add("\ndata: ").add(data.toString()).add("\n\n");
    }

    private static ObjectNode typed(String type) {
        return JsonCodec.object().put("type", type);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
