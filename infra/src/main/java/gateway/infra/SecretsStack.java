package gateway.infra;

import gateway.settings.ProviderSettings;
import gateway.settings.SsoSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * Credentials of providers ({@code docs/secrets.md}) with their rotation, the keys of the built-in administrator and of
 * the demo tenant, and a topic of what changes in secrets and parameters.
 */
public final class SecretsStack extends Stack {
    private static final int KEY_LENGTH = 48;

    private final Key key;
    private final Secret admin;
    private final Secret demo;

    /** Makes them. Providers' secrets are empty until somebody puts keys in. */
    public SecretsStack(Construct scope, String id, Target target, NetworkSecurityStack network) {
        super(scope, id, target.props("Credentials of the gateway and their rotation"));
        key = Key.Builder.create(this, "Key")
                .description("Credentials of the gateway")
                .alias("alias/" + target.prefix() + "-secrets")
                .enableKeyRotation(true)
                .removalPolicy(target.stage().removal())
                .build();
        admin = generated(target, "admin-key", "Key of the built-in administrator");
        demo = generated(target, "demo-key", "Key of the tenant demo");
        Map<String, ProviderSettings> providers = ProviderAccess.of(target);
        Map<String, ProviderSettings> rotated = new TreeMap<>(providers);
        rotated.values().removeIf(provider -> !ProviderAccess.hasKey(provider));
        KeyRotation rotation = new KeyRotation(this, target, network, rotated, key);
        providers.keySet().forEach(provider -> {
            Secret secret = secret(target, provider(target, provider), "Credential of " + provider);
            if (rotated.containsKey(provider)) {
                rotation.add(secret);
                secret(target, provider(target, provider + "-next"), "Next key of " + provider + ", put here by hand");
            }
        });
        if (target.settings().sso() != null) {
            secret(
                    target,
                    provider(target, SsoSettings.SECRET),
                    "Client secret at the identity provider, put here by hand");
        }
        tell(target);
    }

    /** The key of all secrets. */
    Key key() {
        return key;
    }

    /** What {@code SERAI_ADMIN_KEY} is. */
    Secret admin() {
        return admin;
    }

    /** What {@code SERAI_DEMO_KEY} is. */
    Secret demo() {
        return demo;
    }

    /** The name of a provider's secret. */
    static String provider(Target target, String provider) {
        return "serai/" + target.stage().word() + "/providers/" + provider;
    }

    private Secret generated(Target target, String name, String description) {
        return Secret.Builder.create(this, name)
                .secretName("serai/" + target.stage().word() + "/" + name)
                .description(description)
                .encryptionKey(key)
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(KEY_LENGTH)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(target.stage().removal())
                .build();
    }

    private Secret secret(Target target, String name, String description) {
        Secret secret = Secret.Builder.create(this, name.substring(name.lastIndexOf('/') + 1))
                .secretName(name)
                .description(description)
                .encryptionKey(key)
                .removalPolicy(target.stage().removal())
                .build();
        // Empty, not random: a provider without a key is passed over, one with a wrong key is called.
        if (secret.getNode().getDefaultChild() instanceof CfnSecret resource) {
            resource.addPropertyDeletionOverride("GenerateSecretString");
        }
        return secret;
    }

    /* The two patterns of docs/aws-data.md. */
    private void tell(Target target) {
        Topic topic = Topic.Builder.create(this, "Changes")
                .topicName(target.prefix() + "-changes")
                .masterKey(key)
                .enforceSsl(true)
                .build();
        String environment = target.stage().word();
        rule(
                topic,
                "ParameterChanged",
                EventPattern.builder()
                        .source(List.of("aws.ssm"))
                        .detailType(List.of("Parameter Store Change"))
                        .detail(Map.of(
                                "name",
                                List.of(
                                        Map.of("prefix", "/ai/kill-switches/" + environment + "/"),
                                        Map.of("prefix", "/ai/routing/" + environment + "/"))))
                        .build());
        Map<String, Object> secrets = new LinkedHashMap<>();
        secrets.put("eventSource", List.of("secretsmanager.amazonaws.com"));
        secrets.put(
                "eventName",
                List.of("PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage", "RotationSucceeded"));
        rule(
                topic,
                "SecretChanged",
                EventPattern.builder()
                        .source(List.of("aws.secretsmanager"))
                        .detailType(List.of("AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"))
                        .detail(secrets)
                        .build());
    }

    private void rule(Topic topic, String id, EventPattern pattern) {
        Rule.Builder.create(this, id)
                .eventPattern(pattern)
                .targets(List.of(new SnsTopic(topic)))
                .build();
    }
}
