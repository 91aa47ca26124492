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
                StopReasons.read(required(json, "stop_reason")),
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

    /**
     * A text without which an answer means nothing.
     *
     * @throws FailedException if there is none
     */
    static String required(JsonNode json, String field) {
        String value = textOrNull(json, field);
        if (value == null) {
            throw garbage();
        }
        return value;
    }

    /**
     * An object without which an answer means nothing.
     *
     * @throws FailedException if there is none
     */
    static JsonNode object(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isObject()) {
            throw garbage();
        }
        return value;
    }

    private static Part part(JsonNode block) {
        String type = required(block, "type");
        return switch (type) {
            case "text" -> new Part.Text(required(block, "text"));
            case "thinking" -> new Part.Thinking(required(block, "thinking"), textOrNull(block, "signature"));
            case "redacted_thinking" -> new Part.RedactedThinking(required(block, "data"));
            case "tool_use" ->
                new Part.ToolCall(
                        required(block, "id"), required(block, "name"), JsonCodec.json(object(block, "input")), null);
            default -> new Part.Other(Dialect.ANTHROPIC, type, JsonCodec.json(block));
        };
    }

    static FailedException garbage() {
        return new FailedException(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }
}
