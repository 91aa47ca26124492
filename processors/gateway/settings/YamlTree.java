package gateway.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads YAML into a tree, lays one tree over another, and flattens trees. A key given twice is an error. */
final class YamlTree {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private YamlTree() {}

    /**
     * Reads a document.
     *
     * @param name what to call it in a problem
     * @return what it says; an empty tree if it cannot be read
     */
    static ObjectNode read(String yaml, String name, Problems problems) {
        try {
            JsonNode tree = YAML.readTree(yaml);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            if (!tree.isMissingNode() && !tree.isNull()) {
                problems.general(name + " must hold sections such as gateway:");
            }
        } catch (JsonProcessingException e) {
            // Only the first line: the others quote the file, which may hold keys.
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            problems.general(name + ", line " + e.getLocation().getLineNr() + ": cannot be read as YAML: " + what);
        }
        return YAML.createObjectNode();
    }

    /** Lays a tree over another: sections are merged, all else is replaced. */
    static void overlay(ObjectNode base, ObjectNode over) {
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            if (base.get(field.getKey()) instanceof ObjectNode below && field.getValue() instanceof ObjectNode above) {
                overlay(below, above);
            } else {
                base.set(field.getKey(), field.getValue());
            }
        }
    }

    /** Reads a number or a truth value; null if the text is neither. */
    static @Nullable JsonNode plain(String text) {
        try {
            JsonNode node = YAML.readTree(text);
            return node.isNumber() || node.isBoolean() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Puts every single value under its path, such as {@code gateway.egress.hosts[0]}; what is null is left out. */
    static void flatten(JsonNode node, String path, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(node.path(i), path + "[" + i + "]", into);
            }
        } else if (!node.isNull()) {
            into.put(path, node.asText());
        }
    }
}
