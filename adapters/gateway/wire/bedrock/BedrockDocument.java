package gateway.wire.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.wire.JsonCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;

/** JSON text as the SDK's documents, and back. Thread-safe. */
public final class BedrockDocument {
    private BedrockDocument() {}

    /** A JSON object as a document, empty text as an empty one; null where the text is no JSON object. */
    public static @Nullable Document object(Json json) {
        if (json.text().isBlank()) {
            return Document.fromMap(Map.of());
        }
        try {
            return JsonCodec.MAPPER.readTree(json.text()) instanceof ObjectNode node ? document(node) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A document as JSON text. */
    public static Json json(Document document) {
        return JsonCodec.json(node(document));
    }

    /** A JSON value as a document. */
    static Document document(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Document> fields = new LinkedHashMap<>();
                node.properties().forEach(field -> fields.put(field.getKey(), document(field.getValue())));
                yield Document.fromMap(fields);
            }
            case ARRAY -> {
                List<Document> items = new ArrayList<>();
                node.forEach(item -> items.add(document(item)));
                yield Document.fromList(items);
            }
            case STRING -> Document.fromString(node.textValue());
            case NUMBER -> Document.fromNumber(node.asText());
            case BOOLEAN -> Document.fromBoolean(node.booleanValue());
            case NULL, MISSING, BINARY, POJO -> Document.fromNull();
        };
    }

    private static JsonNode node(Document document) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (document.isMap()) {
            ObjectNode object = factory.objectNode();
            document.asMap().forEach((name, value) -> object.set(name, node(value)));
            return object;
        }
        if (document.isList()) {
            ArrayNode array = factory.arrayNode();
            document.asList().forEach(item -> array.add(node(item)));
            return array;
        }
        if (document.isString()) {
            return factory.textNode(document.asString());
        }
        if (document.isNumber()) {
            return number(document.asNumber().stringValue());
        }
        return document.isBoolean() ? factory.booleanNode(document.asBoolean()) : factory.nullNode();
    }

    private static JsonNode number(String text) {
        boolean whole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        return whole
                ? JsonNodeFactory.instance.numberNode(new BigInteger(text))
                : JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }
}
