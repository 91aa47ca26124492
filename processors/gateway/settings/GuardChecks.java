package gateway.settings;

import gateway.model.GuardAction;
import gateway.model.GuardPolicies;
import gateway.model.Guardrail;
import gateway.model.PiiKind;
import gateway.settings.GuardPolicySettings.BedrockGuardrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold within guardrails. */
final class GuardChecks {
    private static final List<String> DETECTORS =
            List.of(GuardRules.PII, GuardRules.JAILBREAK, GuardRules.TOXICITY, GuardRules.TOPICS);
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d");
    private static final Pattern GUARDRAIL = Pattern.compile("[a-z0-9]+|arn:aws[A-Za-z0-9:/-]+");
    private static final Pattern VERSION = Pattern.compile("DRAFT|[1-9][0-9]{0,7}");

    private final Problems problems;
    private final List<String> hosts;

    /**
     * Takes what guardrails may name.
     *
     * @param hosts that may be called
     */
    GuardChecks(Problems problems, List<String> hosts) {
        this.problems = problems;
        this.hosts = hosts;
    }

    /** Looks at what all tenants have. */
    void domains(Map<String, GuardPolicySettings> domains) {
        for (String domain : GuardPolicies.DOMAINS) {
            String path = "gateway.guardrails." + domain;
            GuardPolicySettings settings = domains.get(domain);
            problems.check(settings != null, path, "is missing; each domain needs its guardrails");
            if (settings != null) {
                complete(path, settings);
            }
        }
        policies("gateway.guardrails", domains);
    }

    /** Looks at what a tenant lays over it. */
    void policies(String path, @Nullable Map<String, GuardPolicySettings> policies) {
        if (policies == null) {
            return;
        }
        policies.forEach((domain, settings) -> {
            String place = path + "." + domain;
            problems.check(GuardPolicies.DOMAINS.contains(domain), place, "must be legal, medical or general");
            policy(place, settings);
        });
    }

    private void complete(String path, GuardPolicySettings settings) {
        present(settings.failureMode(), path + ".failure-mode");
        present(
                settings.piiRedaction() == null ? null : settings.piiRedaction().get(GuardRules.DEFAULT),
                path + ".pii-redaction.default");
        present(
                settings.piiOutput() == null ? null : settings.piiOutput().get(GuardRules.DEFAULT),
                path + ".pii-output.default");
        present(settings.jailbreakDetection(), path + ".jailbreak-detection");
        present(settings.jailbreakThreshold(), path + ".jailbreak-threshold");
        present(settings.toxicity(), path + ".toxicity");
        present(settings.toxicityThreshold(), path + ".toxicity-threshold");
        for (String detector : DETECTORS) {
            present(
                    settings.checked() == null ? null : settings.checked().get(detector),
                    path + ".checked." + detector);
        }
    }

    private void present(@Nullable Object value, String path) {
        problems.check(value != null, path, "is missing; a domain needs it");
    }

    private void policy(String path, GuardPolicySettings settings) {
        kinds(path + ".pii-redaction", settings.piiRedaction());
        kinds(path + ".pii-output", settings.piiOutput());
        decisive(path + ".jailbreak-detection", settings.jailbreakDetection());
        decisive(path + ".toxicity", settings.toxicity());
        threshold(path + ".jailbreak-threshold", settings.jailbreakThreshold());
        threshold(path + ".toxicity-threshold", settings.toxicityThreshold());
        if (settings.checked() != null) {
            names(path + ".checked", settings.checked().keySet().stream().toList(), DETECTORS);
        }
        if (settings.deniedTopics() != null) {
            settings.deniedTopics()
                    .forEach((topic, phrases) -> problems.check(
                            !phrases.isEmpty() && phrases.stream().allMatch(GuardChecks::hasWords),
                            path + ".denied-topics." + topic,
                            "must list phrases of at least one word each"));
        }
        if (settings.bedrock() != null) {
            bedrock(path + ".bedrock", settings.bedrock());
        }
    }

    private void kinds(String path, @Nullable Map<String, GuardAction> actions) {
        if (actions == null) {
            return;
        }
        List<String> known = new ArrayList<>();
        known.add(GuardRules.DEFAULT);
        for (PiiKind kind : PiiKind.values()) {
            known.add(kind.key());
        }
        names(path, actions.keySet().stream().toList(), known);
    }

    private void names(String path, List<String> used, List<String> known) {
        for (String name : used) {
            String nearest = Names.nearest(name, known);
            problems.check(
                    known.contains(name),
                    path + "." + name,
                    "is unknown; "
                            + (nearest == null
                                    ? "known here: " + String.join(", ", known)
                                    : "did you mean " + nearest + "?"));
        }
    }

    private static boolean hasWords(String phrase) {
        return phrase.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** Nothing of an attack could be taken out and the rest be sent on. */
    private void decisive(String path, @Nullable GuardAction action) {
        problems.check(
                action == null || action == GuardAction.BLOCK || action == GuardAction.FLAG,
                path,
                "must be block or flag");
    }

    private void threshold(String path, @Nullable Double value) {
        problems.check(value == null || (value >= 0 && value <= 1), path, "must be from 0 to 1");
    }

    private void bedrock(String path, BedrockGuardrail bedrock) {
        problems.check(GUARDRAIL.matcher(bedrock.id()).matches(), path + ".id", "must be a guardrail's id or its ARN");
        problems.check(VERSION.matcher(bedrock.version()).matches(), path + ".version", "must be a number or DRAFT");
        problems.check(
                REGION.matcher(bedrock.region()).matches(), path + ".region", "must be a region, such as eu-central-1");
        String host = GuardRules.host(bedrock.region());
        problems.check(
                hosts.contains(host) || !problems.sound("gateway.egress.hosts"),
                path + ".region",
                "is called at " + host + ", which is not in gateway.egress.hosts; add it there and deploy");
        problems.check(
                bedrock.timeout() == null || bedrock.timeout().isPositive(), path + ".timeout", "must be more than 0");
        problems.check(
                bedrock.mode() != Guardrail.Mode.BESIDE || bedrock.input() == null || bedrock.input(),
                path + ".mode",
                "says when prompts are judged, but input is false");
    }
}
