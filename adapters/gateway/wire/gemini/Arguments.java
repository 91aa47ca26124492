package gateway.wire.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.wire.JsonCodec;
import org.jspecify.annotations.Nullable;

/** The arguments of a function call, which Gemini takes as an object only. */
final class Arguments {
    private static final ObjectReader WHOLE =
            JsonCodec.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Arguments() {}

    /** Valid JSON of an object; what another model wrote instead of one is kept under {@code arguments}. */
    static String of(Json arguments) {
        String text = arguments.text();
        if (text.isBlank()) {
            return "{}";
        }
        return parsed(text) instanceof ObjectNode
                ? text
                : JsonCodec.object().put("arguments", text).toString();
    }

    /** The value of a text that is JSON from its beginning to its end; null of any other. */
    static @Nullable JsonNode parsed(String text) {
        try {
            return WHOLE.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
