package gateway.settings;

import gateway.model.ContentSource;
import gateway.model.GuardAction;
import gateway.model.GuardPolicies;
import gateway.model.GuardPolicy;
import gateway.model.GuardPolicy.Check;
import gateway.model.GuardPolicy.FailureMode;
import gateway.model.Guardrail;
import gateway.model.PiiKind;
import gateway.model.Residency;
import gateway.residency.EuHosts;
import gateway.settings.GuardPolicySettings.BedrockGuardrail;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes policies of checked settings; what they leave open is as strict as can be. */
final class GuardRules {
    static final String DEFAULT = "default";
    static final String PII = "pii";
    static final String JAILBREAK = "jailbreak";
    static final String TOXICITY = "toxicity";
    static final String TOPICS = "topics";

    private static final Duration TIMEOUT = Duration.ofMillis(800);
    private static final double MIDDLE = 0.5;

    private GuardRules() {}

    /**
     * The policies of a tenant by domain.
     *
     * @param base by domain
     * @param own of the tenant by domain; null = as the domains have it
     */
    static GuardPolicies policies(
            Map<String, GuardPolicySettings> base, @Nullable Map<String, GuardPolicySettings> own) {
        Map<String, GuardPolicy> policies = new LinkedHashMap<>();
        base.forEach((domain, settings) -> {
            GuardPolicySettings over = own == null ? null : own.get(domain);
            policies.put(domain, policy(over == null ? settings : over.over(settings)));
        });
        return GuardPolicies.of(policies);
    }

    private static GuardPolicy policy(GuardPolicySettings settings) {
        return new GuardPolicy(
                actions(settings.piiRedaction()),
                actions(settings.piiOutput()),
                sources(settings, PII),
                check(settings.jailbreakThreshold(), settings.jailbreakDetection(), sources(settings, JAILBREAK)),
                check(settings.toxicityThreshold(), settings.toxicity(), sources(settings, TOXICITY)),
                settings.deniedTopics() == null ? Map.of() : settings.deniedTopics(),
                sources(settings, TOPICS),
                settings.bedrock() == null ? List.of() : List.of(guardrail(settings.bedrock())),
                settings.failureMode() == null ? FailureMode.CLOSED : settings.failureMode());
    }

    private static Check check(@Nullable Double threshold, @Nullable GuardAction action, Set<ContentSource> sources) {
        return new Check(threshold == null ? MIDDLE : threshold, action == null ? GuardAction.BLOCK : action, sources);
    }

    private static Map<PiiKind, GuardAction> actions(@Nullable Map<String, GuardAction> named) {
        Map<String, GuardAction> known = named == null ? Map.of() : named;
        GuardAction rest = known.getOrDefault(DEFAULT, GuardAction.BLOCK);
        Map<PiiKind, GuardAction> actions = new EnumMap<>(PiiKind.class);
        for (PiiKind kind : PiiKind.values()) {
            actions.put(kind, known.getOrDefault(kind.key(), rest));
        }
        return actions;
    }

    private static Set<ContentSource> sources(GuardPolicySettings settings, String detector) {
        List<ContentSource> named =
                settings.checked() == null ? null : settings.checked().get(detector);
        if (named == null) {
            return EnumSet.allOf(ContentSource.class);
        }
        return named.isEmpty() ? Set.of() : EnumSet.copyOf(named);
    }

    private static Guardrail guardrail(BedrockGuardrail bedrock) {
        boolean eu = EuHosts.KNOWN.contains(host(bedrock.region()));
        return new Guardrail(
                bedrock.id(),
                bedrock.version(),
                bedrock.region(),
                eu ? Residency.EU : Residency.ANY,
                bedrock.input() == null || bedrock.input(),
                bedrock.output() == null || bedrock.output(),
                bedrock.mode() == null ? Guardrail.Mode.BEFORE : bedrock.mode(),
                bedrock.timeout() == null ? TIMEOUT : bedrock.timeout());
    }

    /** Where Bedrock's guardrails of a region are called. */
    static String host(String region) {
        return "bedrock-runtime." + region + ".amazonaws.com";
    }
}
