package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Part;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads whole answers of a provider, leniently: what is unknown is kept or passed over. */
final class AnswerReader {
    private AnswerReader() {}

    /**
     * Reads an answer.
     *
     * @throws FailedException if it is garbage or an error
     */
    static Completion read(byte[] body) {
        JsonNode json = tree(ByteBuffer.wrap(body));
        if (json.path("type").asText().equals("error")) {
            throw new FailedException(AnthropicFailures.inBand(json));
        }
        if (!json.path("content").isArray()) {
            throw garbage();
        }
        UsageTally tally = new UsageTally();
        boolean told = tally.add(json.get("usage"));
        List<Part> content = new ArrayList<>();
        for (JsonNode block : json.path("content")) {
            content.add(part(block));
        }
        return new Completion(
                text(json, "id"),
                text(json, "model"),
                content,
                StopReasons.read(textOrNull(json, "stop_reason")),
                textOrNull(json, "stop_sequence"),
                told ? tally.usage() : null);
    }

    /**
     * Parses an object of a provider.
     *
     * @throws FailedException if it is none
     */
    static JsonNode tree(ByteBuffer data) {
        try {
            JsonNode json = JsonCodec.read(data);
            if (json.isObject()) {
                return json;
            }
        } catch (IOException | UncheckedIOException e) {
            throw garbage();
        }
        throw garbage();
    }

    /** A text; empty where it is absent. */
    static String text(JsonNode json, String field) {
        String value = textOrNull(json, field);
        return value == null ? "" : value;
    }

    /** A text; null where it is absent. */
    static @Nullable String textOrNull(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static Part part(JsonNode block) {
        String type = text(block, "type");
        return switch (type) {
            case "text" -> new Part.Text(text(block, "text"));
            case "thinking" -> new Part.Thinking(text(block, "thinking"), textOrNull(block, "signature"));
            case "redacted_thinking" -> new Part.RedactedThinking(text(block, "data"));
            case "tool_use" ->
                new Part.ToolCall(text(block, "id"), text(block, "name"), JsonCodec.json(input(block)), null);
            default -> new Part.Other(Dialect.ANTHROPIC, type, JsonCodec.json(block));
        };
    }

    private static JsonNode input(JsonNode block) {
        JsonNode input = block.get("input");
        return input == null || input.isNull() ? JsonCodec.object() : input;
    }

    private static FailedException garbage() {
        return new FailedException(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }
}
