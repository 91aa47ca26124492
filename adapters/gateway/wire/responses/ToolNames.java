package gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tools of one request are called by its client and by models. A client may group tools in a namespace, which
 * no other dialect has: models know such a tool by the names of both. Immutable.
 */
final class ToolNames {
    /** The type of a client's search for further tools, and its name for models. */
    static final String SEARCH = "tool_search";

    private static final String BETWEEN = "__";
    /** The longest name of a function that every provider takes. */
    private static final int LONGEST = 64;

    private static final int HASH = 9;

    private final Map<String, Called> byModels;

    private ToolNames(Map<String, Called> byModels) {
        this.byModels = byModels;
    }

    /** Takes the tools that an answer repeats. */
    static ToolNames of(JsonNode tools) {
        Map<String, Called> names = new HashMap<>();
        add(tools, null, names);
        return new ToolNames(names);
    }

    /**
     * What models call a tool. A name that is too long for a provider ends with a hash of the whole one.
     *
     * @param namespace that holds it; null for none
     */
    static String forModels(@Nullable String namespace, String name) {
        if (namespace == null) {
            return name;
        }
        String whole = namespace + (namespace.endsWith(BETWEEN) ? "" : BETWEEN) + name;
        return whole.length() <= LONGEST
                ? whole
                : whole.substring(0, LONGEST - HASH) + "_" + HexFormat.of().toHexDigits(whole.hashCode());
    }

    /** What the client calls a tool that a model has called; the same where it is none of the client's. */
    Called forClient(String name) {
        Called called = byModels.get(name);
        return called == null ? new Called(null, name, Kind.FUNCTION) : called;
    }

    private static void add(JsonNode tools, @Nullable String namespace, Map<String, Called> names) {
        for (JsonNode tool : tools) {
            String name = tool.path("name").asText();
            switch (tool.path("type").asText()) {
                case "namespace" -> add(tool.path("tools"), name, names);
                case "custom" -> names.put(forModels(namespace, name), new Called(namespace, name, Kind.CUSTOM));
                case "function" -> names.put(forModels(namespace, name), new Called(namespace, name, Kind.FUNCTION));
                case SEARCH -> names.put(SEARCH, new Called(null, SEARCH, Kind.SEARCH));
                // tools that run at OpenAI are offered to no model
                default -> {}
            }
        }
    }

    /**
     * A tool as its client knows it.
     *
     * @param namespace that holds it; null for none
     */
    record Called(@Nullable String namespace, String name, Kind kind) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Called[" + kind + "]";
        }
    }

    /** How calls of a tool are told. */
    enum Kind {
        /** With arguments as JSON. */
        FUNCTION,
        /** With a text. */
        CUSTOM,
        /** A search of the client for further tools. */
        SEARCH
    }
}
