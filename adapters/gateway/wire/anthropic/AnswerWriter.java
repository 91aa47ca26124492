package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Usage;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;

/**
 * Writes whole answers. Thoughts that the client did not ask to see, and that it need not send back, are left out; so
 * are images and what only another dialect knows.
 */
final class AnswerWriter {
    private AnswerWriter() {}

    static byte[] write(Outcome outcome, Completion completion) {
        ObjectNode json = JsonCodec.object()
                .put("id", completion.id().isEmpty() ? idOf(outcome) : completion.id())
                .put("type", "message")
                .put("role", "assistant")
                .put(
                        "model",
                        completion.model().isEmpty()
                                ? outcome.served().deployment().model()
                                : completion.model());
        ArrayNode content = json.putArray("content");
        Reasoning reasoning = outcome.chat().reasoning();
        boolean showsThinking = reasoning != null && reasoning.visible();
        for (Part part : completion.content()) {
            write(part, showsThinking, content);
        }
        json.put("stop_reason", StopReasons.write(completion.finish())).put("stop_sequence", completion.stopSequence());
        Usage usage = completion.usage();
        json.set("usage", UsageTally.json(usage == null ? Usage.NONE : usage, true));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The id of an answer to which its provider gave none. */
    static String idOf(Outcome outcome) {
        return "msg_" + outcome.request().call().id();
    }

    private static void write(Part part, boolean showsThinking, ArrayNode content) {
        switch (part) {
            case Part.Text text -> {
                if (!text.text().isEmpty()) {
                    content.addObject().put("type", "text").put("text", text.text());
                }
            }
            case Part.Thinking thinking -> {
                String signature = thinking.signature();
                if (showsThinking || signature != null) {
                    content.addObject()
                            .put("type", "thinking")
                            .put("thinking", thinking.text())
                            .put("signature", signature == null ? "" : signature);
                }
            }
            case Part.RedactedThinking redacted ->
                content.addObject().put("type", "redacted_thinking").put("data", redacted.data());
            case Part.ToolCall call ->
                content.addObject()
                        .put("type", "tool_use")
                        .put("id", call.id())
                        .put("name", call.name())
                        .putRawValue("input", new RawValue(ToolInput.object(call.arguments())));
            case Part.Other other -> {
                if (other.dialect() == Dialect.ANTHROPIC) {
                    content.add(Trees.tree(other.json()));
                }
            }
            case Part.Image image -> {}
            case Part.Document document -> {}
            case Part.ToolResult result -> {}
            case Part.CachePoint point -> {}
        }
    }
}
