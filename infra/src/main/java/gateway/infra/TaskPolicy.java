package gateway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.Queue;

/** The rights of a task that {@code docs/aws-data.md} lists, on exactly what this deployment has. */
final class TaskPolicy {
    private static final List<String> DOCUMENTS =
            List.of("models", "deployments", "aliases", "tenants", "keys", "administrators", "routing", "control");

    private final Target target;
    private final DataStack data;
    private final SecretsStack secrets;

    TaskPolicy(Target target, DataStack data, SecretsStack secrets) {
        this.target = target;
        this.data = data;
        this.secrets = secrets;
    }

    /** All statements. */
    List<PolicyStatement> statements() {
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(statement(
                "Documents",
                DOCUMENTS.stream().map(this::table),
                "dynamodb:Query",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem",
                "dynamodb:ConditionCheckItem"));
        statements.add(table("audit", "Query", "PutItem"));
        statements.add(decisions());
        statements.add(table("usage", "Query", "UpdateItem"));
        statements.add(table("feedback", "PutItem", "BatchGetItem"));
        statements.add(table("router", "Scan", "Query", "GetItem", "UpdateItem", "DeleteItem"));
        statements.add(table("ledger", "BatchGetItem", "UpdateItem"));
        statements.add(table("idempotency", "GetItem", "PutItem", "UpdateItem", "DeleteItem"));
        statements.add(parameters());
        statements.add(statement(
                "Requests",
                queues(data.requests()),
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:ChangeMessageVisibility",
                "sqs:SendMessage"));
        statements.add(statement("Replies", queues(data.replies(), data.dead()), "sqs:SendMessage"));
        statements.add(statement(
                "Secrets",
                ProviderAccess.secrets(target).stream().map(this::secret),
                "secretsmanager:GetSecretValue",
                "secretsmanager:DescribeSecret"));
        statements.addAll(keys());
        return statements;
    }

    private PolicyStatement decisions() {
        String name = "decisions";
        return statement(
                "Decisions",
                Stream.concat(
                        Stream.of(table(name)),
                        TableSpec.ALL.stream()
                                .filter(spec -> spec.name().equals(name))
                                .flatMap(spec -> spec.indexes().stream())
                                .map(index -> table(name) + "/index/" + index.name())),
                "dynamodb:Query",
                "dynamodb:GetItem",
                "dynamodb:BatchWriteItem");
    }

    private PolicyStatement table(String name, String... actions) {
        return statement(
                Character.toUpperCase(name.charAt(0)) + name.substring(1),
                Stream.of(table(name)),
                Stream.of(actions).map(action -> "dynamodb:" + action).toArray(String[]::new));
    }

    private PolicyStatement parameters() {
        String environment = target.stage().word();
        return statement(
                "Parameters",
                Stream.of("kill-switches", "routing")
                        .map(kind -> target.arn("ssm", "parameter/ai/" + kind + "/" + environment))
                        .flatMap(path -> Stream.of(path, path + "/*")),
                "ssm:GetParametersByPath",
                "ssm:GetParameters",
                "ssm:PutParameter",
                "ssm:DeleteParameters");
    }

    private List<PolicyStatement> keys() {
        return List.of(
                key("DataKey", data.key().getKeyArn(), "dynamodb", "sqs"),
                key("SecretsKey", secrets.key().getKeyArn(), "secretsmanager"));
    }

    /* By the services alone: nobody decrypts with this role what he has got elsewhere. */
    private PolicyStatement key(String sid, String key, String... services) {
        List<String> via = Stream.of(services)
                .map(service -> service + "." + target.region() + ".amazonaws.com")
                .toList();
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(
                        sid.equals("SecretsKey")
                                ? List.of("kms:Decrypt")
                                : List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"))
                .resources(List.of(key))
                .conditions(Map.of("StringEquals", Map.of("kms:ViaService", via)))
                .build();
    }

    private String table(String name) {
        TableV2 table = data.table(name);
        return table.getTableArn();
    }

    /* Six characters after the dash, so that openai does not mean openai-next. */
    private String secret(String provider) {
        return target.arn("secretsmanager", "secret:" + SecretsStack.provider(target, provider) + "-??????");
    }

    private static Stream<String> queues(Queue... queues) {
        return Stream.of(queues).map(Queue::getQueueArn);
    }

    private static PolicyStatement statement(String sid, Stream<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(List.of(actions))
                .resources(resources.toList())
                .build();
    }
}
