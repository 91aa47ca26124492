package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the content of a client's messages: a text, or an array of blocks. */
final class ContentReader {
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private ContentReader() {}

    /**
     * Reads content.
     *
     * @param owner the object that has it
     * @param field the name that it has there; nothing where it is absent
     */
    static List<Part> parts(Fields owner, String field) {
        JsonNode content = owner.find(field);
        if (content != null && content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        if (content != null && !content.isArray()) {
            throw owner.wrong(field, "must be a string or an array of content blocks");
        }
        List<Part> parts = new ArrayList<>();
        for (Fields block : owner.objects(field)) {
            parts.add(part(block));
            Fields cache = block.object("cache_control");
            if (cache != null) {
                parts.add(new Part.CachePoint(cache.optionalText("ttl")));
            }
        }
        return parts;
    }

    private static Part part(Fields block) {
        return switch (block.name("type")) {
            case "text" -> new Part.Text(block.text("text"));
            case "image" -> image(block);
            case "document" -> document(block);
            case "tool_use" ->
                new Part.ToolCall(
                        block.name("id"),
                        block.name("name"),
                        JsonCodec.json(block.requiredObject("input").json()),
                        null);
            case "tool_result" ->
                new Part.ToolResult(
                        block.name("tool_use_id"),
                        null,
                        parts(block, "content"),
                        Boolean.TRUE.equals(block.flag("is_error")));
            case "thinking" -> new Part.Thinking(block.text("thinking"), block.optionalText("signature"));
            case "redacted_thinking" -> new Part.RedactedThinking(block.text("data"));
            default -> other(block);
        };
    }

    private static Part image(Fields block) {
        Media media = media(block.requiredObject("source"), UNKNOWN_TYPE);
        return media == null ? other(block) : new Part.Image(media, null);
    }

    private static Part document(Fields block) {
        Fields source = block.requiredObject("source");
        Media media = source.text("type").equals("text")
                ? new Media("text/plain", base64(source.text("data")), null)
                : media(source, "application/pdf");
        Fields citations = block.object("citations");
        boolean cited = citations != null && Boolean.TRUE.equals(citations.flag("enabled"));
        return media == null ? other(block) : new Part.Document(media, block.optionalText("title"), cited);
    }

    /** Null where only Anthropic can get at the content, such as a file that was uploaded there. */
    private static @Nullable Media media(Fields source, String typeOfUrl) {
        return switch (source.text("type")) {
            case "base64" -> new Media(source.name("media_type"), source.name("data"), null);
            case "url" -> new Media(typeOfUrl, null, source.name("url"));
            default -> null;
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Part other(Fields block) {
        return new Part.Other(
                Dialect.ANTHROPIC, block.text("type"), new Json(block.json().toString()));
    }
}
