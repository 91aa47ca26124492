package gateway.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/**
 * What a deployment tells others in Parameter Store ({@code docs/aws-data.md}, parameters of the stack), and who may
 * throw kill switches there. Switches and routing are no resources of a stack: they are state that the gateway and
 * people change and delete, and an update, a roll-back or a correction of drift would set them to what they once were.
 */
final class SharedParameters extends Construct {
    private static final String SWITCHES = "parameter/ai/kill-switches/";

    /**
     * Makes them.
     *
     * @param facts values by the last part of their parameters' names
     */
    SharedParameters(Construct scope, Target target, Map<String, String> facts) {
        super(scope, "Parameters");
        String environment = target.stage().word();
        new TreeMap<>(facts)
                .forEach((name, value) -> StringParameter.Builder.create(this, name)
                        .parameterName("/ai/gateway/" + environment + "/" + name)
                        .description("Of the gateway; a change here changes nothing")
                        .stringValue(value)
                        .build());
        String switches = target.arn("ssm", SWITCHES + environment);
        ManagedPolicy.Builder.create(this, "Operators")
                .managedPolicyName(target.prefix() + "-kill-switches")
                .description("Throw and take back the gateway's kill switches, also when its admin API is away")
                .statements(List.of(PolicyStatement.Builder.create()
                        .sid("Switches")
                        .actions(List.of(
                                "ssm:DeleteParameter",
                                "ssm:DeleteParameters",
                                "ssm:GetParameter",
                                "ssm:GetParameters",
                                "ssm:GetParametersByPath",
                                "ssm:PutParameter"))
                        .resources(List.of(switches, switches + "/*"))
                        .build()))
                .build();
    }
}
