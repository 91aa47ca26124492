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
}
