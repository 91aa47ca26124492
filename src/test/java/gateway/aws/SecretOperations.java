package gateway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Secrets Manager in memory, with versions. Thread-safe. */
final class SecretOperations {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final BiConsumer<String, ObjectNode> events;

    /**
     * A secret.
     *
     * @param values of all versions, the first one first
     * @param current which of them counts, from 0
     */
    private record Held(List<String> values, int current) {
        Held with(String value) {
            return new Held(Stream.concat(values.stream(), Stream.of(value)).toList(), values.size());
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Held[" + values.size() + "]";
        }
    }

    /**
     * Starts empty.
     *
     * @param events gets the kind and the details of each change
     */
    SecretOperations(BiConsumer<String, ObjectNode> events) {
        this.events = events;
    }

    void put(String name, String value) {
        held.merge(name, new Held(List.of(value), 0), (before, next) -> before.with(value));
        announce("PutSecretValue", name);
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
                ObjectNode answer = about(name)
                        .put("SecretString", secret.values().get(secret.current()))
                        .put("VersionId", version(secret.current()));
                answer.putArray("VersionStages").add("AWSCURRENT");
                yield answer;
            }
            case "ListSecretVersionIds" -> versions(name, secret);
            case "UpdateSecretVersionStage" -> {
                int to = Integer.parseInt(
                        request.path("MoveToVersionId").asText().replaceFirst(".*-", ""));
                held.put(name, new Held(secret.values(), to));
                announce("UpdateSecretVersionStage", name);
                yield about(name);
            }
            case "RotateSecret" -> {
                // What the function in infra/rotation does, when the provider takes the next key.
                Held next = held.get(name + "-next");
                if (next == null) {
                    throw new FakeError("InvalidRequestException", "there is no next key");
                }
                put(name, next.values().get(next.current()));
                yield about(name);
            }
            default -> throw new FakeError("UnknownOperationException", operation);
        };
    }

    private static ObjectNode versions(String name, Held secret) {
        ObjectNode answer = about(name);
        ArrayNode versions = answer.putArray("Versions");
        for (int i = 0; i < secret.values().size(); i++) {
            ArrayNode stages = versions.addObject().put("VersionId", version(i)).putArray("VersionStages");
            if (i == secret.current()) {
                stages.add("AWSCURRENT");
            }
        }
        return answer;
    }

    private static String version(int number) {
        return "00000000-0000-0000-0000-%012d".formatted(number);
    }

    private void announce(String operation, String name) {
        ObjectNode details = JSON.createObjectNode()
                .put("eventSource", "secretsmanager.amazonaws.com")
                .put("eventName", operation);
        details.putObject("requestParameters").put("secretId", arn(name));
        events.accept("AWS API Call via CloudTrail", details);
    }

    private static ObjectNode about(String name) {
        return JSON.createObjectNode().put("Name", name).put("ARN", arn(name));
    }

    private static String arn(String name) {
        return "arn:aws:secretsmanager:eu-central-1:000000000000:secret:" + name + "-AbCdEf";
    }
}
