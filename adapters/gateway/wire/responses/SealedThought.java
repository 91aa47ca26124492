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
 * What stands in {@code encrypted_content}: a thought with the seal that its provider has put on it, one that the
 * provider has encrypted, or the seal of the call that follows. It must come back unchanged, as its provider checks the
 * seal. The texts of sealed thoughts can be read by who decodes it, as they can in the provider's own API.
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

    /** The seal of a call (Gemini), which has no place at a call in this API. */
    static String ofCall(String seal) {
        return write(JsonCodec.object().put("call", seal));
    }

    /** The seal of the call that follows; null where it is none. */
    static @Nullable String callSeal(String content) {
        JsonNode json = json(content);
        return json != null && json.path("call").isTextual() ? json.get("call").textValue() : null;
    }

    /** What was sealed; null where it is not ours. */
    static @Nullable Part open(String content) {
        JsonNode json = json(content);
        if (json == null) {
            return null;
        }
        if (json.path("data").isTextual()) {
            return new Part.RedactedThinking(json.get("data").textValue());
        }
        return json.path("text").isTextual() && json.path("seal").isTextual()
                ? new Part.Thinking(
                        json.get("text").textValue(), json.get("seal").textValue())
                : null;
    }

    private static @Nullable JsonNode json(String content) {
        if (!content.startsWith(MARK)) {
            return null;
        }
        try {
            return JsonCodec.MAPPER.readTree(Base64.getUrlDecoder().decode(content.substring(MARK.length())));
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
