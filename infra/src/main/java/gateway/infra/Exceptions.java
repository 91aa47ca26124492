package gateway.infra;

import gateway.settings.SsoSettings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;

/** Rules of cdk-nag (AWS Solutions) that do not hold here, and why. Whatever is not listed is an error of a test. */
final class Exceptions {
    private static final String NO_ROTATION = "AwsSolutions-SMG4";
    private static final String WILDCARD = "AwsSolutions-IAM5";
    private static final String NO_DEAD_LETTERS = "AwsSolutions-SQS3";

    private Exceptions() {}

    /** Writes them into the templates' metadata. */
    static void explain(Stacks stacks, Target target) {
        secrets(stacks.secrets(), target);
        data(stacks.data(), target);
        gateway(stacks.gateway(), target);
    }

    private static void secrets(SecretsStack stack, Target target) {
        Stream.of("admin-key", "demo-key")
                .forEach(
                        name -> add(
                                stack,
                                "/" + name,
                                NO_ROTATION,
                                "a new value needs a new deploy of the tasks: docs/secrets.md tells how it is changed by hand"));
        ProviderAccess.of(target).forEach((id, provider) -> {
            if (ProviderAccess.hasKey(provider)) {
                add(stack, "/" + id + "-next", NO_ROTATION, "it is where the rotation takes the next key from");
            } else {
                add(stack, "/" + id, NO_ROTATION, "a key file of Google is replaced by hand: docs/secrets.md");
            }
        });
        if (target.settings().sso() != null) {
            add(
                    stack,
                    "/" + SsoSettings.SECRET,
                    NO_ROTATION,
                    "the identity provider's own people renew it: docs/secrets.md");
        }
        add(stack, "/Rotation/Role", WILDCARD, "actions on network interfaces know no resources", "Resource::*");
        add(
                stack,
                "/Rotation/Role/DefaultPolicy",
                WILDCARD,
                "the CDK lets every rotation ask for random passwords, which have no resource",
                "Resource::*");
    }

    private static void data(DataStack stack, Target target) {
        add(
                stack,
                "/Parameters/Operators",
                WILDCARD,
                "names of switches are made at run time, below this path",
                "Resource::"
                        + target.arn(
                                "ssm",
                                "parameter/ai/kill-switches/" + target.stage().word() + "/*"));
        add(
                stack,
                "/Queue-replies",
                NO_DEAD_LETTERS,
                "its consumers are the applications, which decide about their messages");
        add(stack, "/Queue-dead", NO_DEAD_LETTERS, "it is the queue of dead letters, filled by the gateway itself");
    }

    private static void gateway(GatewayStack stack, Target target) {
        List<Object> parameters = new ArrayList<>();
        Stream.of("kill-switches", "routing")
                .forEach(kind -> parameters.add("Resource::"
                        + target.arn(
                                "ssm",
                                "parameter/ai/" + kind + "/" + target.stage().word() + "/*")));
        add(
                stack,
                "/TaskRole/DefaultPolicy",
                WILDCARD,
                "names of switches are made at run time, below these paths",
                parameters.toArray());
        target.settings()
                .models()
                .values()
                .forEach(model -> model.deployments().values().forEach(deployment -> {
                    String name = deployment.upstreamName();
                    if (name.startsWith("us.") && !target.euOnly()) {
                        add(
                                stack,
                                "/TaskRole/DefaultPolicy",
                                WILDCARD,
                                "a profile of the US leads to any region of the US",
                                "Resource::arn:aws:bedrock:us-*::foundation-model/" + name.substring("us.".length()));
                    }
                }));
        add(
                stack,
                "/Task/ExecutionRole/DefaultPolicy",
                WILDCARD,
                "a token for the registry has no resource",
                "Resource::*");
        add(stack, "/Task", "AwsSolutions-ECS2", "the variables are settings; the two keys come from Secrets Manager");
        add(stack, "/Entrance/Group", "AwsSolutions-EC23", "clients come from anywhere, by TLS, past the web firewall");
        add(stack, "/Entrance/AccessLog", "AwsSolutions-S1", "it is the log, and would log its own writing");
    }

    private static void add(Stack stack, String path, String rule, String reason, Object... applies) {
        NagPackSuppression.Builder suppression =
                NagPackSuppression.builder().id(rule).reason(reason);
        if (applies.length > 0) {
            suppression.appliesTo(List.of(applies));
        }
        NagSuppressions.addResourceSuppressionsByPath(
                stack, "/" + stack.getStackName() + path + "/Resource", List.of(suppression.build()));
    }
}
