package gateway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parameter Store in memory, with the limits of the real one. Thread-safe. */
final class FakeParameters {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]+");
    private static final int PAGE = 10;
    private static final int MAX_BYTES = 4096;

    private final Map<String, Held> held = new ConcurrentSkipListMap<>();
    private final BiConsumer<String, ObjectNode> events;

    /** A parameter. */
    record Held(String name, String type, String value, long version, Instant modified) {}

    /**
     * Starts empty.
     *
     * @param events gets the kind and the details of each change
     */
    FakeParameters(BiConsumer<String, ObjectNode> events) {
        this.events = events;
    }

    @Nullable Held find(String name) {
        return held.get(name);
    }

    long put(String name, @Nullable String type, String value, boolean overwrite) {
        if (!NAME.matcher(name).matches()) {
            throw new FakeError("ValidationException", "Parameter name: can't be " + name);
        }
        if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new FakeError("ValidationException", "Standard tier parameters hold 1 to 4096 bytes");
        }
        Held now = held.compute(name, (key, before) -> changed(name, type, value, overwrite, before));
        announce(now.version() == 1 ? "Create" : "Update", name, now.type());
        return now.version();
    }

    boolean remove(String name) {
        Held before = held.remove(name);
        if (before != null) {
            announce("Delete", name, before.type());
        }
        return before != null;
    }

    ObjectNode answer(String operation, JsonNode request) {
        return switch (operation) {
            case "GetParameters" -> getParameters(request);
            case "GetParametersByPath" -> getParametersByPath(request);
            case "PutParameter" ->
                JSON.createObjectNode()
                        .put(
                                "Version",
                                put(
                                        request.path("Name").asText(),
                                        request.hasNonNull("Type")
                                                ? request.path("Type").asText()
                                                : null,
                                        request.path("Value").asText(),
                                        request.path("Overwrite").asBoolean()));
            case "DeleteParameters" -> deleteParameters(request);
            default -> throw new FakeError("UnknownOperationException", operation);
        };
    }

    private static Held changed(
            String name, @Nullable String type, String value, boolean overwrite, @Nullable Held before) {
        if (before == null) {
            if (type == null) {
                throw new FakeError("ValidationException", "A parameter type is required");
            }
            return new Held(name, type, value, 1, Instant.now());
        }
        if (!overwrite) {
            throw new FakeError("ParameterAlreadyExists", "The parameter already exists.");
        }
        if (type != null && !type.equals(before.type())) {
            throw new FakeError("HierarchyTypeMismatchException", "The type of a parameter cannot be changed");
        }
        return new Held(name, before.type(), value, before.version() + 1, Instant.now());
    }

    private ObjectNode getParameters(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode unknown = answer.putArray("InvalidParameters");
        for (JsonNode name : atMostTen(request.path("Names"))) {
            Held parameter = held.get(name.asText());
            if (parameter == null) {
                unknown.add(name);
            } else {
                found.add(shown(parameter, request));
            }
        }
        return answer;
    }

    private ObjectNode getParametersByPath(JsonNode request) {
        String path = request.path("Path").asText() + "/";
        int most = request.path("MaxResults").asInt(PAGE);
        if (most < 1 || most > PAGE) {
            throw new FakeError("ValidationException", "MaxResults must be 1 to 10");
        }
        String from = request.hasNonNull("NextToken")
                ? new String(
                        Base64.getDecoder().decode(request.path("NextToken").asText()), StandardCharsets.UTF_8)
                : "";
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode page = answer.putArray("Parameters");
        for (Held parameter : held.values()) {
            String name = parameter.name();
            boolean direct = name.indexOf('/', path.length()) < 0;
            if (!name.startsWith(path)
                    || name.compareTo(from) < 0
                    || !(direct || request.path("Recursive").asBoolean())) {
                continue;
            }
            if (page.size() == most) {
                answer.put("NextToken", Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)));
                break;
            }
            page.add(shown(parameter, request));
        }
        return answer;
    }

    private ObjectNode deleteParameters(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode deleted = answer.putArray("DeletedParameters");
        ArrayNode unknown = answer.putArray("InvalidParameters");
        for (JsonNode name : atMostTen(request.path("Names"))) {
            (remove(name.asText()) ? deleted : unknown).add(name);
        }
        return answer;
    }

    private static JsonNode atMostTen(JsonNode names) {
        if (names.isEmpty() || names.size() > PAGE) {
            throw new FakeError("ValidationException", "1 to 10 names");
        }
        return names;
    }

    private static ObjectNode shown(Held parameter, JsonNode request) {
        boolean secret = parameter.type().equals("SecureString")
                && !request.path("WithDecryption").asBoolean();
        return JSON.createObjectNode()
                .put("Name", parameter.name())
                .put("Type", parameter.type())
                .put("Value", secret ? "AQICAHh" : parameter.value())
                .put("Version", parameter.version())
                .put("LastModifiedDate", parameter.modified().toEpochMilli() / 1000.0);
    }

    private void announce(String operation, String name, String type) {
        events.accept(
                "Parameter Store Change",
                JSON.createObjectNode()
                        .put("operation", operation)
                        .put("name", name)
                        .put("type", type));
    }
}
