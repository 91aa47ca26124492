package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Dialect;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes parts of messages as content blocks. Blank text is dropped, since it is forbidden; so are thoughts without a
 * signature, which no model of Anthropic's had.
 */
final class BlockWriter {
    private BlockWriter() {}

    /**
     * Writes the blocks of a message.
     *
     * @throws RefusedException if a part cannot be carried
     */
    static ArrayNode blocks(List<Part> parts) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        ObjectNode last = null;
        for (Part part : parts) {
            if (part instanceof Part.CachePoint point) {
                if (last != null) {
                    last.set("cache_control", cacheControl(point));
                }
                continue;
            }
            ObjectNode block = block(part);
            if (block != null) {
                blocks.add(block);
                // thoughts cannot be marked
                last = part instanceof Part.Thinking || part instanceof Part.RedactedThinking ? null : block;
            }
        }
        return blocks;
    }

    private static @Nullable ObjectNode block(Part part) {
        return switch (part) {
            case Part.Text text -> text.text().isBlank() ? null : typed("text").put("text", text.text());
            case Part.Image image -> typed("image").set("source", source(image.media()));
            case Part.Document document -> document(document);
            case Part.ToolCall call ->
                typed("tool_use")
                        .put("id", call.id())
                        .put("name", call.name())
                        .putRawValue("input", new RawValue(ToolInput.object(call.arguments())));
            case Part.ToolResult result -> toolResult(result);
            case Part.Thinking thinking ->
                thinking.signature() == null
                        ? null
                        : typed("thinking").put("thinking", thinking.text()).put("signature", thinking.signature());
            case Part.RedactedThinking redacted -> typed("redacted_thinking").put("data", redacted.data());
            case Part.CachePoint point -> null;
            case Part.Other other -> other(other);
        };
    }

    private static ObjectNode toolResult(Part.ToolResult result) {
        ObjectNode block = typed("tool_result").put("tool_use_id", result.callId());
        ArrayNode content = blocks(result.content());
        if (!content.isEmpty()) {
            block.set("content", content);
        }
        if (result.error()) {
            block.put("is_error", true);
        }
        return block;
    }

    private static ObjectNode document(Part.Document document) {
        Media media = document.media();
        ObjectNode block = typed("document");
        if (media.base64() != null && media.mimeType().startsWith("text/")) {
            block.set("source", typed("text").put("media_type", "text/plain").put("data", text(media.base64())));
        } else if (media.base64() != null && !media.mimeType().equals("application/pdf")) {
            throw unsupported("documents must be PDF or plain text for this model: convert the file");
        } else {
            block.set("source", source(media));
        }
        String name = document.name();
        if (name != null && !name.isEmpty()) {
            block.put("title", name);
        }
        if (document.cited()) {
            block.putObject("citations").put("enabled", true);
        }
        return block;
    }

    private static ObjectNode source(Media media) {
        return media.url() != null
                ? typed("url").put("url", media.url())
                : typed("base64").put("media_type", media.mimeType()).put("data", media.base64());
    }

    private static ObjectNode other(Part.Other other) {
        if (other.dialect() != Dialect.ANTHROPIC) {
            throw unsupported("a message has a kind of content that this model cannot take: leave it out, or name a"
                    + " model that is served by an API which knows it");
        }
        return Trees.object(other.json());
    }

    static ObjectNode cacheControl(Part.CachePoint point) {
        ObjectNode control = typed("ephemeral");
        return point.ttl() == null ? control : control.put("ttl", point.ttl());
    }

    private static String text(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw JsonCodec.malformed("a document's data is not valid base64");
        }
    }

    private static ObjectNode typed(String type) {
        return JsonCodec.object().put("type", type);
    }

    private static RefusedException unsupported(String problem) {
        return new RefusedException(new Refusal.UnsupportedFeature(problem));
    }
}
