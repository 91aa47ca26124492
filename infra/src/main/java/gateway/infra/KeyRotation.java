package gateway.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.settings.ProviderSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.assets.AssetOptions;
import software.amazon.awscdk.services.secretsmanager.RotationScheduleOptions;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * Rotation of providers' keys by the function in {@code rotation/}. It runs in the tasks' subnets: it reaches the
 * listed hosts and nothing else, as the gateway does.
 */
final class KeyRotation extends Construct {
    private static final Duration EVERY = Duration.days(90);
    private static final String LAMBDA_SOURCE = "rotation";

    private final Function function;

    /**
     * Makes the function.
     *
     * @param providers those with a key, by id
     * @param key encrypts the secrets
     */
    KeyRotation(
            Construct scope,
            Target target,
            NetworkSecurityStack network,
            Map<String, ProviderSettings> providers,
            Key key) {
        super(scope, "Rotation");
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("Rotation of keys")
                .allowAllOutbound(false)
                .build();
        group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "through the firewall");
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .retention(target.stage().logs())
                .removalPolicy(target.stage().removal())
                .build();
        Role role = role(target, providers, log);
        // Apart from the role: the key names the role, and must not wait for it while the role waits for the key.
        role.addToPolicy(key(target, key));
        function = Function.Builder.create(this, "Function")
                .description("Tries the next key of a provider and makes it current")
                .runtime(Runtime.NODEJS_24_X)
                .architecture(Architecture.ARM_64)
                .handler("index.handler")
                .code(Code.fromAsset(
                        LAMBDA_SOURCE,
                        AssetOptions.builder().exclude(List.of("*.test.mjs")).build()))
                .timeout(Duration.seconds(60))
                .environment(Map.of("PROVIDERS", json(providers)))
                .role(role)
                .logGroup(log)
                .vpc(network.vpc())
                .vpcSubnets(network.app())
                .securityGroups(List.of(group))
                .build();
    }

    /** Has a secret rotated. */
    void add(Secret secret) {
        secret.addRotationSchedule(
                "Schedule",
                RotationScheduleOptions.builder()
                        .rotationLambda(function)
                        .automaticallyAfter(EVERY)
                        // Otherwise the first deploy would ask for a next key that nobody has put there yet.
                        .rotateImmediatelyOnUpdate(false)
                        .build());
    }

    private Role role(Target target, Map<String, ProviderSettings> providers, LogGroup log) {
        List<String> next = providers.keySet().stream()
                .map(provider -> secret(target, provider + "-next"))
                .toList();
        return Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Function",
                        PolicyDocument.Builder.create()
                                .statements(List.of(
                                        statement("Next", next, "secretsmanager:GetSecretValue"),
                                        statement(
                                                "Log",
                                                List.of(log.getLogGroupArn()),
                                                "logs:CreateLogStream",
                                                "logs:PutLogEvents"),
                                        // Lambda's own network interfaces; these actions know no resources.
                                        statement(
                                                "Network",
                                                List.of("*"),
                                                "ec2:CreateNetworkInterface",
                                                "ec2:DescribeNetworkInterfaces",
                                                "ec2:DescribeSubnets",
                                                "ec2:DeleteNetworkInterface",
                                                "ec2:AssignPrivateIpAddresses",
                                                "ec2:UnassignPrivateIpAddresses")))
                                .build()))
                .build();
    }

    private static PolicyStatement key(Target target, Key key) {
        return PolicyStatement.Builder.create()
                .sid("Key")
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of(key.getKeyArn()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("kms:ViaService", "secretsmanager." + target.region() + ".amazonaws.com")))
                .build();
    }

    private static PolicyStatement statement(String sid, List<String> resources, String... actions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(List.of(actions))
                .resources(resources)
                .build();
    }

    /* Secrets Manager appends a dash and six characters. */
    private static String secret(Target target, String provider) {
        return target.arn("secretsmanager", "secret:" + SecretsStack.provider(target, provider) + "-??????");
    }

    private static String json(Map<String, ProviderSettings> providers) {
        Map<String, Object> probes = new TreeMap<>();
        providers.forEach((id, provider) -> probes.put(id, ProviderAccess.probe(provider)));
        try {
            return new ObjectMapper().writeValueAsString(probes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can be written", e);
        }
    }
}
