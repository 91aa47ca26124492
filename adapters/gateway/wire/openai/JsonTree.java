package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import gateway.model.Json;
import gateway.wire.JsonCodec;

/** Reads JSON texts of the model into trees. */
final class JsonTree {
    private JsonTree() {}

    /** The tree; missing where the text is no JSON. */
    static JsonNode of(Json json) {
        try {
            return JsonCodec.MAPPER.readTree(json.text());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * A text without which an answer means nothing.
     *
     * @throws gateway.model.FailedException if there is none
     */
    static String required(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw OpenAiProviderCodec.garbage();
        }
        return value.textValue();
    }

    /**
     * A text that may be absent or null, and is empty then.
     *
     * @throws gateway.model.FailedException if it is anything else
     */
    static String text(JsonNode object, String name) {
        return object.hasNonNull(name) ? required(object, name) : "";
    }

    /**
     * An array that may be absent or null, and is empty then.
     *
     * @throws gateway.model.FailedException if it is anything else
     */
    static JsonNode array(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (object.hasNonNull(name) && !value.isArray()) {
            throw OpenAiProviderCodec.garbage();
        }
        return value;
    }
}
