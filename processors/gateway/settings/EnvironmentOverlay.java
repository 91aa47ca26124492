package gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lays environment variables over the settings: {@code SERAI_} and the path, upper case, with {@code _} for each dot
 * and dash. Entries of maps can be changed so, not added: only those that are there can be told from a name's words.
 */
final class EnvironmentOverlay {
    private static final String PREFIX = "SERAI_";
    private static final Set<String> OTHERS =
            Set.of("SERAI_JAVA_HOME", "SERAI_HEAP", "SERAI_DEMO_KEY", "SERAI_ADMIN_KEY", "SERAI_PROFILE");

    private final Map<String, String> environment;
    private final List<String> warnings;

    /**
     * Takes the environment.
     *
     * @param environment all variables
     * @param warnings gets what was ignored
     */
    EnvironmentOverlay(Map<String, String> environment, List<String> warnings) {
        this.environment = new TreeMap<>(environment);
        this.warnings = warnings;
    }

    /** Changes the tree under {@code gateway}. */
    void apply(ObjectNode gateway) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OTHERS.contains(name)) {
                apply(gateway, name, value);
            }
        });
        HostVariable hosts = new HostVariable(environment, warnings);
        for (Map.Entry<String, JsonNode> provider : gateway.path("providers").properties()) {
            if (provider.getValue() instanceof ObjectNode settings) {
                hosts.apply(gateway, provider.getKey(), settings);
            }
        }
    }

    private void apply(ObjectNode gateway, String name, String value) {
        if (value.startsWith("tcp://")) {
            warnings.add(name + " looks like a Kubernetes service link and is ignored");
        } else if (value.isBlank()) {
            warnings.add(name + " is empty and is ignored");
        } else if (!set(gateway, Settings.class, name.substring(PREFIX.length()), value) && !kubernetes(name)) {
            warnings.add(name + " names no setting and is ignored");
        }
    }

    private static boolean kubernetes(String name) {
        return name.startsWith("SERAI_SERVICE_") || name.startsWith("SERAI_PORT_");
    }

    /* Keys of maps may hold dashes, which look like steps of the path: the longest name is tried first, then shorter ones. */
    private static boolean set(ObjectNode object, Type type, String rest, String value) {
        List<Map.Entry<String, Type>> fields =
                new ArrayList<>(fields(object, type).entrySet());
        fields.sort(Comparator.comparingInt(field -> -field.getKey().length()));
        for (Map.Entry<String, Type> field : fields) {
            String variable = Names.variable(field.getKey());
            if (rest.equals(variable) && leaf(field.getValue())) {
                object.set(field.getKey(), node(value, field.getValue()));
                return true;
            }
            if (rest.startsWith(variable + "_") && !leaf(field.getValue())) {
                ObjectNode child =
                        object.get(field.getKey()) instanceof ObjectNode section ? section : object.objectNode();
                if (set(child, field.getValue(), rest.substring(variable.length() + 1), value)) {
                    object.set(field.getKey(), child);
                    return true;
                }
            }
        }
        return false;
    }

    private static Map<String, Type> fields(ObjectNode object, Type type) {
        Map<String, Type> fields = new LinkedHashMap<>();
        if (type instanceof ParameterizedType map) {
            object.fieldNames().forEachRemaining(key -> fields.put(key, map.getActualTypeArguments()[1]));
        } else {
            for (RecordComponent component : ((Class<?>) type).getRecordComponents()) {
                fields.put(Names.kebab(component.getName()), component.getGenericType());
            }
        }
        return fields;
    }

    private static boolean leaf(Type type) {
        return type instanceof ParameterizedType generic
                ? generic.getRawType() == List.class
                : Scalar.of((Class<?>) type) != null;
    }

    private static JsonNode node(String value, Type type) {
        if (type instanceof Class<?> plain) {
            return Scalar.fromText(value, plain, YamlTree::plain);
        }
        List<JsonNode> items = new ArrayList<>();
        for (String item : value.split(",", -1)) {
            items.add(TextNode.valueOf(item.strip()));
        }
        return JsonNodeFactory.instance.arrayNode().addAll(items);
    }
}
