package gateway.infra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.bedrock.CfnGuardrail;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.ContentFiltersTierConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.ContentPolicyConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.ContextualGroundingPolicyConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.GuardrailCrossRegionConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.SensitiveInformationPolicyConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.TopicPolicyConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrail.TopicsTierConfigProperty;
import software.amazon.awscdk.services.bedrock.CfnGuardrailVersion;
import software.constructs.Construct;

/**
 * Guardrails of Bedrock for the gateway's domains, in the tier that knows German, which needs a cross-Region profile:
 * in the European Union that of the Union. A change makes a new version; older ones stay, for tasks that still use
 * them.
 */
public final class GuardrailStack extends Stack {
    private static final String TIER = "STANDARD";
    private static final int DIGITS = 8;

    private final Map<String, Made> made = new LinkedHashMap<>();

    /**
     * A guardrail that was made.
     *
     * @param id its id
     * @param arn its ARN
     * @param version the number of its version
     */
    record Made(String id, String arn, String version) {}

    /** Makes them. */
    public GuardrailStack(Construct scope, String id, Target target) {
        super(scope, id, target.props("Guardrails of Bedrock"));
        DomainGuard.ALL.forEach(domain -> made.put(domain.name(), make(target, domain)));
    }

    /** The guardrails by domain. */
    Map<String, Made> made() {
        return Map.copyOf(made);
    }

    /** The profile over whose regions a guardrail spreads its work: that of the geography. */
    static String profile(Target target) {
        return target.region().substring(0, target.region().indexOf('-')) + ".guardrail.v1:0";
    }

    private Made make(Target target, DomainGuard domain) {
        CfnGuardrail.Builder builder = CfnGuardrail.Builder.create(this, domain.name())
                .name(target.prefix() + "-" + domain.name())
                .description("Domain " + domain.name() + " of the gateway")
                .blockedInputMessaging("The request was blocked by the guardrail " + domain.name() + ".")
                .blockedOutputsMessaging("The answer was blocked by the guardrail " + domain.name() + ".")
                .crossRegionConfig(GuardrailCrossRegionConfigProperty.builder()
                        .guardrailProfileArn(target.arn("bedrock", "guardrail-profile/" + profile(target)))
                        .build())
                .contentPolicyConfig(ContentPolicyConfigProperty.builder()
                        .filtersConfig(domain.filters())
                        .contentFiltersTierConfig(ContentFiltersTierConfigProperty.builder()
                                .tierName(TIER)
                                .build())
                        .build())
                .sensitiveInformationPolicyConfig(SensitiveInformationPolicyConfigProperty.builder()
                        .piiEntitiesConfig(domain.personalData())
                        .build());
        DomainGuard.Topic topic = domain.topic();
        if (topic != null) {
            builder.topicPolicyConfig(TopicPolicyConfigProperty.builder()
                    .topicsConfig(List.of(topic.property()))
                    .topicsTierConfig(
                            TopicsTierConfigProperty.builder().tierName(TIER).build())
                    .build());
        }
        if (domain.grounding()) {
            builder.contextualGroundingPolicyConfig(ContextualGroundingPolicyConfigProperty.builder()
                    .filtersConfig(domain.groundingFilters())
                    .build());
        }
        CfnGuardrail guardrail = builder.build();
        CfnGuardrailVersion version = CfnGuardrailVersion.Builder.create(this, domain.name() + digest(target, domain))
                .guardrailIdentifier(guardrail.getAttrGuardrailId())
                .description("What the stack said when it was made")
                .build();
        version.applyRemovalPolicy(RemovalPolicy.RETAIN);
        return new Made(guardrail.getAttrGuardrailId(), guardrail.getAttrGuardrailArn(), version.getAttrVersion());
    }

    /* Another guardrail, another name of the version: CloudFormation then makes a new one. */
    private static String digest(Target target, DomainGuard domain) {
        String text = String.join("|", TIER, profile(target), domain.description());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
