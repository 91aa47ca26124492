package gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Part;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What stands in {@code encrypted_content}: a thought with the seal that its provider has put on it, or one that the
 * provider has encrypted. It must come back unchanged, as its provider checks the seal. The texts of sealed thoughts
 * can be read by who decodes it, as they can in the provider's own API.
 */
final class SealedThought {
    /** Tells ours from what OpenAI has encrypted, which no one else can use. */
    private static final String MARK = "serai.1.";

    private SealedThought() {}

    /** A thought and its seal. */
    static String of(String text, String seal) {
        return write(JsonCodec.object().put("text", text).put("seal", seal));
    }

    /** A thought that nobody but its provider can read. */
    static String of(String data) {
        return write(JsonCodec.object().put("data", data));
    }

    /** What was sealed; null where it is not ours. */
    static @Nullable Part open(String content) {
        if (!content.startsWith(MARK)) {
            return null;
        }
        try {
            JsonNode json = JsonCodec.MAPPER.readTree(Base64.getUrlDecoder().decode(content.substring(MARK.length())));
            if (json.path("data").isTextual()) {
                return new Part.RedactedThinking(json.get("data").textValue());
            }
            return json.path("text").isTextual() && json.path("seal").isTextual()
                    ? new Part.Thinking(
                            json.get("text").textValue(), json.get("seal").textValue())
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String write(ObjectNode json) {
        return MARK
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
