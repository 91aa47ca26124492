package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of tables, queues and secrets. */
final class DataChecks {
    static final List<Check> ALL = List.of(
            new Check("the tables are those of docs/aws-data.md", DataChecks::tables),
            new Check("every key of a table has its type", DataChecks::keyTypes),
            new Check("tables are paid by use, encrypted, and can be brought back", DataChecks::protection),
            new Check("queues are encrypted, and what kills its consumers goes aside", DataChecks::queues),
            new Check("each provider has a secret, which is empty and encrypted", DataChecks::secrets),
            new Check("keys of providers are rotated", DataChecks::rotation),
            new Check("keys that encrypt are renewed", DataChecks::encryptionKeys),
            new Check("changes are told as docs/aws-data.md has it", DataChecks::changes));

    private static final String TABLE = "AWS::DynamoDB::GlobalTable";

    private DataChecks() {}

    private static void tables(Templates templates) {
        Map<String, String> expected = new TreeMap<>();
        for (List<String> row : Docs.table("| table | partition key")) {
            for (String name : Docs.code(row.getFirst())) {
                String full = name.replace("{prefix}-{env}", templates.target().prefix());
                expected.put(
                        full.startsWith("-") ? templates.target().prefix() + full : full,
                        Docs.code(row.get(1)) + " " + Docs.code(row.get(2))
                                + (row.get(3).contains("expires") ? " expires" : ""));
            }
        }
        Map<String, String> made = new TreeMap<>();
        templates
                .all(TABLE)
                .values()
                .forEach(table -> made.put(table.path("TableName").asText(), keys(table)));
        assertThat(made).isEqualTo(expected);
        assertThat(indexes(templates)).isEqualTo(expectedIndexes());
    }

    private static String keys(JsonNode table) {
        List<String> partition = new ArrayList<>();
        List<String> sort = new ArrayList<>();
        table.path("KeySchema")
                .forEach(key -> (key.path("KeyType").asText().equals("HASH") ? partition : sort)
                        .add(key.path("AttributeName").asText()));
        JsonNode ttl = table.path("TimeToLiveSpecification");
        return partition + " " + sort
                + (ttl.path("Enabled").asBoolean()
                        ? " " + ttl.path("AttributeName").asText()
                        : "");
    }

    private static Set<String> indexes(Templates templates) {
        Set<String> indexes = new TreeSet<>();
        templates
                .all(TABLE)
                .values()
                .forEach(table -> table.path("GlobalSecondaryIndexes")
                        .forEach(index -> indexes.add(index.path("IndexName").asText() + " " + keys(index) + " "
                                + index.path("Projection")
                                        .path("ProjectionType")
                                        .asText())));
        return indexes;
    }

    private static Set<String> expectedIndexes() {
        Set<String> indexes = new TreeSet<>();
        Docs.table("| global index")
                .forEach(row -> indexes.add(Docs.code(row.get(0)).getFirst() + " " + Docs.code(row.get(1)) + " "
                        + Docs.code(row.get(2)) + " " + row.get(3).toUpperCase(java.util.Locale.ROOT)));
        return indexes;
    }

    private static void keyTypes(Templates templates) {
        templates.all(TABLE).values().forEach(table -> {
            Set<String> typed = new TreeSet<>();
            table.path("AttributeDefinitions").forEach(each -> {
                typed.add(each.path("AttributeName").asText());
                assertThat(each.path("AttributeType").asText()).isEqualTo("S");
            });
            Set<String> used = new TreeSet<>();
            table.path("KeySchema")
                    .forEach(key -> used.add(key.path("AttributeName").asText()));
            table.path("GlobalSecondaryIndexes")
                    .forEach(index -> index.path("KeySchema")
                            .forEach(key -> used.add(key.path("AttributeName").asText())));
            assertThat(typed).as(table.path("TableName").asText()).isEqualTo(used);
        });
    }

    private static void protection(Templates templates) {
        boolean kept = templates.target().stage().kept();
        for (JsonNode resource : templates.stack("data").path("Resources")) {
            if (resource.path("Type").asText().equals(TABLE)) {
                JsonNode table = resource.path("Properties");
                String name = table.path("TableName").asText();
                assertThat(table.path("BillingMode").asText()).as(name).isEqualTo("PAY_PER_REQUEST");
                assertThat(table.path("SSESpecification").path("SSEType").asText())
                        .as(name)
                        .isEqualTo("KMS");
                assertThat(table.path("Replicas")).as(name).hasSize(1);
                JsonNode replica = table.path("Replicas").path(0);
                assertThat(replica.path("Region").asText()).as(name).isEqualTo(Variant.REGION);
                assertThat(replica.path("SSESpecification")
                                .path("KMSMasterKeyId")
                                .toString())
                        .as(name)
                        .contains("Key");
                assertThat(replica.path("PointInTimeRecoverySpecification")
                                .path("PointInTimeRecoveryEnabled")
                                .asBoolean())
                        .as(name)
                        .isTrue();
                assertThat(replica.path("DeletionProtectionEnabled").asBoolean())
                        .as(name)
                        .isEqualTo(kept);
                assertThat(resource.path("DeletionPolicy").asText()).as(name).isEqualTo(kept ? "Retain" : "Delete");
            }
        }
    }

    private static void queues(Templates templates) {
        Map<String, JsonNode> queues = new TreeMap<>();
        templates
                .all("AWS::SQS::Queue")
                .values()
                .forEach(queue -> queues.put(
                        queue.path("QueueName")
                                .asText()
                                .replace(templates.target().prefix() + "-", ""),
                        queue));
        assertThat(queues).containsOnlyKeys("requests", "replies", "dead", "undeliverable");
        queues.forEach((name, queue) ->
                assertThat(queue.has("KmsMasterKeyId")).as(name).isTrue());
        JsonNode requests = queues.getOrDefault("requests", MissingNode.getInstance());
        assertThat(requests.path("RedrivePolicy").path("maxReceiveCount").asInt())
                .as("a deploy ends deliveries, too")
                .isGreaterThanOrEqualTo(10);
        assertThat(requests.path("VisibilityTimeout").asInt()).isEqualTo(30);
        assertThat(templates.all("AWS::SQS::QueuePolicy").values())
                .hasSize(4)
                .allMatch(policy -> policy.toString().contains("{\"aws:SecureTransport\":\"false\"}"));
    }

    private static void secrets(Templates templates) {
        Map<String, JsonNode> made = new TreeMap<>();
        templates.all("AWS::SecretsManager::Secret").values().forEach(secret -> {
            made.put(secret.path("Name").asText(), secret);
            assertThat(secret.has("KmsKeyId")).as(secret.path("Name").asText()).isTrue();
        });
        String prefix = "serai/" + templates.target().stage().word() + "/";
        List<String> providers = templates.target().euOnly()
                ? List.of("mistral", "vertex")
                : List.of("anthropic", "gemini", "mistral", "openai", "vertex");
        for (String provider : providers) {
            assertThat(made).containsKey(prefix + "providers/" + provider);
        }
        made.forEach((name, secret) -> {
            boolean ours = name.equals(prefix + "admin-key") || name.equals(prefix + "demo-key");
            assertThat(secret.has("GenerateSecretString")).as(name).isEqualTo(ours);
            String provider = name.replace(prefix + "providers/", "").replace("-next", "");
            assertThat(ours || providers.contains(provider)).as(name).isTrue();
        });
    }

    private static void rotation(Templates templates) {
        Set<String> rotated = new TreeSet<>();
        templates.all("AWS::SecretsManager::RotationSchedule").values().forEach(schedule -> {
            rotated.add(schedule.path("SecretId").path("Ref").asText().replaceAll("[0-9A-F]{8}$", ""));
            assertThat(schedule.path("RotationRules").path("ScheduleExpression").asText())
                    .isEqualTo("rate(90 days)");
            assertThat(schedule.path("RotateImmediatelyOnUpdate").asBoolean()).isFalse();
        });
        assertThat(rotated)
                .isEqualTo(
                        templates.target().euOnly()
                                ? Set.of("mistral")
                                : Set.of("anthropic", "gemini", "mistral", "openai"));
        JsonNode function = templates.all("AWS::Lambda::Function").values().stream()
                .filter(each -> each.has("VpcConfig"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the function is outside of the network"));
        assertThat(function.path("VpcConfig").path("SubnetIds").toString()).contains("appSubnet");
    }

    private static void encryptionKeys(Templates templates) {
        assertThat(templates.all("AWS::KMS::Key").values())
                .hasSize(3)
                .allMatch(key -> key.path("EnableKeyRotation").asBoolean());
    }

    private static void changes(Templates templates) {
        Set<JsonNode> expected = new java.util.HashSet<>();
        Matcher blocks = Pattern.compile("```json\n(\\{\"source\".*?)```", Pattern.DOTALL)
                .matcher(Docs.text());
        while (blocks.find()) {
            expected.add(json(
                    blocks.group(1).replace("{env}", templates.target().stage().word())));
        }
        assertThat(expected).hasSize(2);
        Set<JsonNode> made = new java.util.HashSet<>();
        templates.stack("secrets").path("Resources").forEach(resource -> {
            if (resource.path("Type").asText().equals("AWS::Events::Rule")) {
                made.add(resource.path("Properties").path("EventPattern"));
            }
        });
        assertThat(made).isEqualTo(expected);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
