package gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What the settings list of the control data, as documents. */
final class ControlSeed {
    private ControlSeed() {}

    /** The documents below {@code gateway}, by kind and id, as JSON. An entry that is null is none. */
    static Map<Kind, Map<String, String>> of(JsonNode gateway) {
        Map<Kind, Map<String, String>> seed = new EnumMap<>(Kind.class);
        for (Map.Entry<String, JsonNode> model : gateway.path("models").properties()) {
            if (model.getValue() instanceof ObjectNode whole) {
                ObjectNode own = whole.deepCopy();
                own.remove("deployments");
                put(seed, Kind.MODEL, model.getKey(), own);
                for (Map.Entry<String, JsonNode> deployment :
                        whole.path("deployments").properties()) {
                    if (deployment.getValue() instanceof ObjectNode place) {
                        put(
                                seed,
                                Kind.DEPLOYMENT,
                                deployment.getKey(),
                                place.deepCopy().put("model", model.getKey()));
                    }
                }
            }
        }
        section(seed, Kind.ALIAS, gateway.path("aliases"));
        section(seed, Kind.TENANT, gateway.path("tenants"));
        return seed;
    }

    private static void section(Map<Kind, Map<String, String>> seed, Kind kind, JsonNode section) {
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            if (!entry.getValue().isNull()) {
                put(seed, kind, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void put(Map<Kind, Map<String, String>> seed, Kind kind, String id, JsonNode value) {
        seed.computeIfAbsent(kind, any -> new TreeMap<>()).put(id, value.toString());
    }
}
