package gateway.reload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;

/**
 * A file of the folder of routes.
 *
 * @param name the file's name
 * @param kind what it holds
 * @param body the route, template or configuration
 */
public record RouteFile(String name, Kind kind, ObjectNode body) {
    /** Ending of every file's name. */
    public static final String ENDING = ".camel.yaml";

    private static final YAMLMapper YAML = new YAMLMapper();

    /** What a file can hold, in the order in which it must be loaded. */
    public enum Kind {
        CONFIGURATION("routeConfiguration"),
        TEMPLATE("routeTemplate"),
        ROUTE("route");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    /**
     * Reads a file.
     *
     * @throws BrokenRouteException if it is no YAML, or holds anything but one of the kinds
     */
    public static RouteFile read(String name, String text) {
        try {
            JsonNode tree = YAML.readTree(text);
            if (tree.isArray() && tree.size() == 1) {
                for (Kind kind : Kind.values()) {
                    if (tree.get(0).get(kind.key) instanceof ObjectNode body) {
                        return new RouteFile(name, kind, body);
                    }
                }
            }
            throw new BrokenRouteException(
                    name + " must hold one route, routeTemplate or routeConfiguration, and nothing else");
        } catch (JsonProcessingException e) {
            throw new BrokenRouteException(
                    name + " is no YAML: " + e.getOriginalMessage().strip().replaceAll("\\s+", " "));
        }
    }

    /** The id inside the file. */
    public String id() {
        return body.path("id").asText();
    }

    /** Id of the configuration that says what happens to errors; empty if none is named. */
    public String configuration() {
        return (kind == Kind.TEMPLATE ? body.path("route") : body)
                .path("routeConfigurationId")
                .asText();
    }

    /** The first node behind {@code from}, whose steps are the file's own. */
    public JsonNode from() {
        return kind == Kind.TEMPLATE ? body.path("route").path("from") : body.path("from");
    }

    /**
     * The file's text for another generation of the route, whose ids clash with none of the running one.
     *
     * @param generation counts from 2
     */
    public String generation(int generation) {
        ObjectNode copy = body.deepCopy();
        if (kind == Kind.ROUTE) {
            copy.put("id", id() + "~" + generation).put("nodePrefixId", "g" + generation + "-");
        }
        try {
            return YAML.writeValueAsString(List.of(Map.of(kind.key, copy)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }
}
