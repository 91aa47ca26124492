package gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;

/** Reads the fields of a chat, and of embeddings where there are any, out of an official document. Stateless. */
public final class Schema {
    private Schema() {}

    /**
     * The fields of an OpenAPI document, or of one of botocore's service models.
     *
     * @param list as in {@link FieldList#NAMES}
     * @throws IllegalArgumentException if it does not hold the API of that list
     */
    public static Collection<Field> fields(String list, JsonNode document) {
        return switch (list) {
            case "anthropic" -> OpenApiSchema.read(document, "/v1/messages", "MessageStreamEvent");
            case "bedrock" -> BotocoreSchema.read(document);
            case "gemini", "vertex" ->
                throw new IllegalArgumentException(
                        "the API of " + list + " is described by proto files: give their folder");
            default -> OpenApiSchema.read(document, "/chat/completions", "");
        };
    }

    /**
     * The fields of Google's proto files.
     *
     * @param files their texts
     * @throws IllegalArgumentException if they do not hold generateContent
     */
    public static Collection<Field> fields(List<String> files) {
        return ProtoSchema.read(files);
    }
}
