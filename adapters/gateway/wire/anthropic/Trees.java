package gateway.wire.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.wire.JsonCodec;

/** Reads back JSON that the gateway keeps as text. */
final class Trees {
    private Trees() {}

    /** An object; empty where the text is none. */
    static ObjectNode object(Json json) {
        return tree(json) instanceof ObjectNode object ? object : JsonCodec.object();
    }

    /** Any value; null where the text is none. */
    static JsonNode tree(Json json) {
        try {
            return JsonCodec.MAPPER.readTree(json.text());
        } catch (JsonProcessingException e) {
            return JsonCodec.object().nullNode();
        }
    }
}
