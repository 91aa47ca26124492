package gateway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Secrets Manager in memory. Thread-safe. */
final class SecretOperations {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final BiConsumer<String, ObjectNode> events;

    private record Held(String value, int version) {}

    /**
     * Starts empty.
     *
     * @param events gets the kind and the details of each change
     */
    SecretOperations(BiConsumer<String, ObjectNode> events) {
        this.events = events;
    }

    void put(String name, String value) {
        held.merge(name, new Held(value, 1), (before, next) -> new Held(value, before.version() + 1));
        ObjectNode details = JSON.createObjectNode()
                .put("eventSource", "secretsmanager.amazonaws.com")
                .put("eventName", "PutSecretValue");
        details.putObject("requestParameters").put("secretId", arn(name));
        events.accept("AWS API Call via CloudTrail", details);
    }

    ObjectNode answer(String operation, JsonNode request) {
        String name = request.path("SecretId").asText();
        Held secret = held.get(name);
        if (operation.equals("PutSecretValue") || operation.equals("CreateSecret")) {
            String named =
                    operation.equals("CreateSecret") ? request.path("Name").asText() : name;
            put(named, request.path("SecretString").asText());
            return about(named);
        }
        if (secret == null) {
            throw new FakeError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
        return switch (operation) {
            case "DescribeSecret" -> about(name);
            case "GetSecretValue" -> {
                ObjectNode answer = about(name).put("SecretString", secret.value());
                answer.put("VersionId", "00000000-0000-0000-0000-%012d".formatted(secret.version()));
                answer.putArray("VersionStages").add("AWSCURRENT");
                yield answer;
            }
            default -> throw new FakeError("UnknownOperationException", operation);
        };
    }

    private static ObjectNode about(String name) {
        return JSON.createObjectNode().put("Name", name).put("ARN", arn(name));
    }

    private static String arn(String name) {
        return "arn:aws:secretsmanager:eu-central-1:000000000000:secret:" + name + "-AbCdEf";
    }
}
