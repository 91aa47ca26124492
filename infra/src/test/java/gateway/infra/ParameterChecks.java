package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What must hold of parameters, and of who may change them. */
final class ParameterChecks {
    static final List<Check> ALL = List.of(
            new Check("parameters of a stack are facts, never switches or routing", ParameterChecks::facts),
            new Check("an operator's policy reaches kill switches, and nothing else", ParameterChecks::operators));

    private ParameterChecks() {}

    private static void facts(Templates templates) {
        String stage = templates.target().stage().word();
        TreeSet<String> expected = new TreeSet<>();
        Docs.table("| parameter of the stack |")
                .forEach(
                        row -> expected.add(Docs.code(row.getFirst()).getFirst().replace("{env}", stage)));
        TreeSet<String> made = new TreeSet<>();
        templates
                .all("AWS::SSM::Parameter")
                .values()
                .forEach(parameter -> made.add(parameter.path("Name").asText()));
        assertThat(made).isEqualTo(expected).allMatch(name -> name.startsWith("/ai/gateway/" + stage + "/"));
        PolicySimulator role = new PolicySimulator(templates, "TaskRole");
        assertThat(made)
                .as("the gateway goes by its own settings")
                .noneMatch(name ->
                        role.allows("ssm:PutParameter", templates.target().arn("ssm", "parameter" + name), Map.of()));
    }

    private static void operators(Templates templates) {
        String stage = templates.target().stage().word();
        PolicySimulator policy =
                PolicySimulator.managed(templates, templates.target().prefix() + "-kill-switches");
        String switches = "parameter/ai/kill-switches/";
        for (String action : List.of("ssm:PutParameter", "ssm:DeleteParameters", "ssm:GetParametersByPath")) {
            assertThat(allows(policy, templates, action, switches + stage + "/global"))
                    .isTrue();
            assertThat(allows(policy, templates, action, switches + stage + "/model/a"))
                    .isTrue();
            assertThat(allows(policy, templates, action, switches + "other/global"))
                    .isFalse();
            assertThat(allows(policy, templates, action, "parameter/ai/routing/" + stage + "/active-models"))
                    .isFalse();
            assertThat(allows(policy, templates, action, "parameter/ai/gateway/" + stage + "/table-prefix"))
                    .isFalse();
        }
        assertThat(policy.statements())
                .allSatisfy(statement ->
                        assertThat(statement.actions()).allMatch(action -> action.matches("ssm:[A-Za-z]+")));
    }

    private static boolean allows(PolicySimulator policy, Templates templates, String action, String name) {
        return policy.allows(action, templates.target().arn("ssm", name), Map.of());
    }
}
