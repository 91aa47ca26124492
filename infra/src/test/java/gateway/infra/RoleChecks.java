package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.infra.PolicySimulator.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold of the rights of a task, judged call by call. */
final class RoleChecks {
    static final List<Check> ALL = List.of(
            new Check("a task has the rights of docs/aws-data.md and no others", RoleChecks::rights),
            new Check("no action is allowed by a wildcard", RoleChecks::noWildcard),
            new Check("a task calls Bedrock as the residency allows", RoleChecks::bedrock),
            new Check("keys are used through their services only", RoleChecks::keys),
            new Check("a task reads its own secrets only", RoleChecks::secrets));

    private static final String ACCOUNT = Variant.ACCOUNT;
    private static final String REGION = "aws:RequestedRegion";

    private RoleChecks() {}

    private static PolicySimulator role(Templates templates) {
        return new PolicySimulator(templates, "TaskRole");
    }

    /* The table's first column has actions, the second what they are for. */
    private static void rights(Templates templates) {
        Map<String, Set<String>> expected = new TreeMap<>();
        for (List<String> row : Docs.table("| action | on |")) {
            String service = "";
            for (String action : Docs.code(row.getFirst())) {
                service = action.contains(":") ? action.substring(0, action.indexOf(':')) : service;
                String name = action.substring(action.indexOf(':') + 1);
                for (String on : subjects(row.get(1), service)) {
                    expected.computeIfAbsent(on, ignored -> new TreeSet<>()).add(name);
                }
            }
        }
        Map<String, Set<String>> made = new TreeMap<>();
        for (Statement statement : role(templates).statements()) {
            for (String resource : statement.resources()) {
                String subject = subject(templates.target(), resource);
                if (statement.allow() && !subject.isEmpty()) {
                    statement
                            .actions()
                            .forEach(action -> made.computeIfAbsent(subject, ignored -> new TreeSet<>())
                                    .add(action.substring(action.indexOf(':') + 1)));
                }
            }
        }
        assertThat(made).isEqualTo(expected);
    }

    private static List<String> subjects(String cell, String service) {
        return switch (service) {
            case "dynamodb" -> {
                List<String> tables = new ArrayList<>(
                        Docs.code(cell).stream().map(name -> name.substring(1)).toList());
                if (cell.startsWith("the tables of documents")) {
                    tables.addAll(List.of(
                            "models", "deployments", "aliases", "tenants", "keys", "administrators", "routing"));
                }
                yield tables;
            }
            case "ssm" -> List.of("parameters");
            case "sqs" ->
                cell.contains("requests")
                        ? List.of("requests")
                        : cell.contains("replies") ? List.of("replies", "dead") : List.of();
            // Secrets and keys have checks of their own.
            default -> List.of();
        };
    }

    private static String subject(Target target, String resource) {
        String name = resource.substring(resource.lastIndexOf(':') + 1);
        if (resource.startsWith("arn:aws:dynamodb:")) {
            return name.replaceFirst("^table/" + target.prefix() + "-", "").replaceFirst("/index/.*", "");
        }
        if (resource.startsWith("arn:aws:ssm:")) {
            return name.matches("parameter/ai/(kill-switches|routing)/"
                            + target.stage().word() + "(/\\*)?")
                    ? "parameters"
                    : resource;
        }
        if (resource.startsWith("arn:aws:sqs:")) {
            return name.replaceFirst(target.prefix() + "-", "");
        }
        boolean elsewhere = resource.matches("arn:aws:(bedrock|kms|secretsmanager|logs):.*");
        return elsewhere ? "" : resource;
    }

    private static void noWildcard(Templates templates) {
        assertThat(role(templates).statements()).filteredOn(Statement::allow).allSatisfy(statement -> {
            assertThat(statement.actions()).as(statement.sid()).noneMatch(action -> action.contains("*"));
            assertThat(statement.resources()).as(statement.sid()).doesNotContain("*");
            assertThat(statement.inverted()).as(statement.sid()).isFalse();
        });
    }

    /**
     * A call of Bedrock.
     *
     * @param what it is
     * @param resource the ARN
     * @param region where it goes
     * @param eu whether a role may make it that must stay in the European Union
     * @param any whether another one may
     */
    record Call(String what, String resource, String region, boolean eu, boolean any) {}

    private static final String SONNET = "anthropic.claude-sonnet-4-6";

    static final List<Call> CALLS = List.of(
            profile("eu profile at home", "eu." + SONNET, "eu-central-1", true, true),
            model("its model at home", SONNET, "eu-central-1", true, true),
            model("its model in Stockholm", SONNET, "eu-north-1", true, true),
            model("its model in Milan", SONNET, "eu-south-1", true, true),
            model("its model in Spain", SONNET, "eu-south-2", true, true),
            model("its model in Ireland", SONNET, "eu-west-1", true, true),
            model("its model in Paris", SONNET, "eu-west-3", true, true),
            model("its model in London", SONNET, "eu-west-2", false, false),
            model("its model in Zurich", SONNET, "eu-central-2", false, false),
            profile("us profile", "us." + SONNET, "us-east-1", false, true),
            model("its model in Virginia", SONNET, "us-east-1", false, true),
            model("its model in Oregon", SONNET, "us-west-2", false, true),
            profile("us profile, from the EU", "us." + SONNET, "eu-central-1", false, false),
            profile("global profile", "global." + SONNET, "eu-central-1", false, false),
            profile("apac profile", "apac." + SONNET, "ap-northeast-1", false, false),
            profile("eu profile from London", "eu." + SONNET, "eu-west-2", false, false),
            model("a model that is not in the settings", "meta.llama4", "eu-central-1", false, false));

    private static void bedrock(Templates templates) {
        PolicySimulator role = role(templates);
        for (Call call : CALLS) {
            for (String action : BedrockPolicy.INVOKE) {
                assertThat(role.allows(action, call.resource(), Map.of(REGION, call.region())))
                        .as(call.what())
                        .isEqualTo(templates.target().euOnly() ? call.eu() : call.any());
            }
        }
        assertThat(templates.target().euOnly())
                .isEqualTo(role.statements().stream().anyMatch(statement -> !statement.allow()));
        String guardrail = templates.target().arn("bedrock", "guardrail/legal");
        assertThat(role.allows("bedrock:ApplyGuardrail", guardrail, Map.of(REGION, "eu-central-1")))
                .isTrue();
        assertThat(role.allows("bedrock:DeleteGuardrail", guardrail, Map.of(REGION, "eu-central-1")))
                .isFalse();
        assertThat(role.allows("bedrock:ApplyGuardrail", guardrail + "x", Map.of(REGION, "eu-central-1")))
                .isFalse();
    }

    private static void keys(Templates templates) {
        PolicySimulator role = role(templates);
        String data = templates.target().arn("kms", "key/data");
        String secrets = templates.target().arn("kms", "key/secrets");
        assertThat(role.allows("kms:Decrypt", data, Map.of("kms:ViaService", "dynamodb.eu-central-1.amazonaws.com")))
                .isTrue();
        assertThat(role.allows("kms:GenerateDataKey", data, Map.of("kms:ViaService", "sqs.eu-central-1.amazonaws.com")))
                .isTrue();
        assertThat(role.allows(
                        "kms:Decrypt", secrets, Map.of("kms:ViaService", "secretsmanager.eu-central-1.amazonaws.com")))
                .isTrue();
        assertThat(role.allows("kms:Decrypt", data, Map.of())).isFalse();
        assertThat(role.allows("kms:Decrypt", secrets, Map.of())).isFalse();
        assertThat(role.allows(
                        "kms:Encrypt", secrets, Map.of("kms:ViaService", "secretsmanager.eu-central-1.amazonaws.com")))
                .isFalse();
    }

    private static void secrets(Templates templates) {
        PolicySimulator role = role(templates);
        String prefix = "secret:serai/" + templates.target().stage().word() + "/";
        assertThat(reads(role, templates, prefix + "providers/mistral-AbCdEf")).isTrue();
        assertThat(reads(role, templates, prefix + "providers/mistral-next-AbCdEf"))
                .isFalse();
        assertThat(reads(role, templates, prefix + "admin-key-AbCdEf")).isFalse();
        assertThat(reads(role, templates, "secret:serai/other/providers/mistral-AbCdEf"))
                .isFalse();
        assertThat(reads(role, templates, prefix + "providers/openai-AbCdEf"))
                .isEqualTo(!templates.target().euOnly());
    }

    private static boolean reads(PolicySimulator role, Templates templates, String secret) {
        return role.allows("secretsmanager:GetSecretValue", templates.target().arn("secretsmanager", secret), Map.of());
    }

    private static Call profile(String what, String name, String region, boolean eu, boolean any) {
        return new Call(
                what, "arn:aws:bedrock:" + region + ":" + ACCOUNT + ":inference-profile/" + name, region, eu, any);
    }

    private static Call model(String what, String name, String region, boolean eu, boolean any) {
        return new Call(what, "arn:aws:bedrock:" + region + "::foundation-model/" + name, region, eu, any);
    }
}
