package gateway.provider.bedrock;

import gateway.guard.RemoteVerdict;
import gateway.model.FailedException;
import gateway.model.Failure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailAssessment;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailContentPolicyAction;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailContextualGroundingPolicyAction;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailOutputContent;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailSensitiveInformationPolicyAction;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailTopicPolicyAction;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailWordPolicyAction;

/**
 * Reads what a guardrail says of one text, as the {@code aws-bedrock} component hands it over. What it quotes of the
 * text, or of the words that are not to be said, gets no further. Thread-safe.
 *
 * <p>Masked and blocked are both {@code GUARDRAIL_INTERVENED}, and told apart by the actions of the assessments
 * (ApplyGuardrail, API version 2023-09-30). An intervention of which no assessment tells, or an action that is not
 * known, blocks.
 */
public final class ReadAssessments {
    /** Where the component puts what it found. */
    static final String ASSESSMENTS = "CamelAwsBedrockGuardrailAssessments";

    /** Where the component puts the texts. */
    static final String OUTPUTS = "CamelAwsBedrockGuardrailOutput";

    /**
     * Reads the response.
     *
     * @param action as the body says
     * @param headers hold outputs and assessments
     * @throws FailedException if it is none
     */
    public RemoteVerdict apply(String action, Map<String, Object> headers) {
        return switch (action) {
            case "NONE" -> new RemoteVerdict.Passed();
            case "GUARDRAIL_INTERVENED" -> intervened(headers);
            default -> throw new FailedException(Failure.of(Failure.Kind.BROKEN, "garbage"));
        };
    }

    private static RemoteVerdict intervened(Map<String, Object> headers) {
        Findings findings = new Findings();
        if (headers.get(ASSESSMENTS) instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof GuardrailAssessment assessment) {
                    findings.read(assessment);
                }
            }
        }
        if (!findings.blocked.isEmpty()) {
            return new RemoteVerdict.Blocked(List.copyOf(findings.blocked));
        }
        if (!findings.masked) {
            return new RemoteVerdict.Blocked(List.of("a policy of the guardrail"));
        }
        return headers.get(OUTPUTS) instanceof List<?> outputs
                        && outputs.size() == 1
                        && outputs.getFirst() instanceof GuardrailOutputContent output
                        && output.text() != null
                ? new RemoteVerdict.Masked(List.of(output.text()))
                // something was found, but not taken out
                : new RemoteVerdict.Failed("garbage", false);
    }

    /** What the assessments name. */
    private static final class Findings {
        private final Set<String> blocked = new LinkedHashSet<>();
        private boolean masked;

        void read(GuardrailAssessment assessment) {
            if (assessment.topicPolicy() != null) {
                assessment
                        .topicPolicy()
                        .topics()
                        .forEach(topic -> block(
                                topic.action() != GuardrailTopicPolicyAction.NONE, "denied topic " + topic.name()));
            }
            if (assessment.contentPolicy() != null) {
                assessment
                        .contentPolicy()
                        .filters()
                        .forEach(filter -> block(
                                filter.action() != GuardrailContentPolicyAction.NONE,
                                "content filter " + filter.typeAsString()));
            }
            if (assessment.contextualGroundingPolicy() != null) {
                assessment
                        .contextualGroundingPolicy()
                        .filters()
                        .forEach(filter -> block(
                                filter.action() != GuardrailContextualGroundingPolicyAction.NONE,
                                "contextual grounding " + filter.typeAsString()));
            }
            words(assessment);
            sensitive(assessment);
        }

        private void words(GuardrailAssessment assessment) {
            if (assessment.wordPolicy() != null) {
                assessment
                        .wordPolicy()
                        .customWords()
                        .forEach(word -> block(word.action() != GuardrailWordPolicyAction.NONE, "custom word"));
                assessment
                        .wordPolicy()
                        .managedWordLists()
                        .forEach(word -> block(
                                word.action() != GuardrailWordPolicyAction.NONE, "word list " + word.typeAsString()));
            }
        }

        private void sensitive(GuardrailAssessment assessment) {
            if (assessment.sensitiveInformationPolicy() != null) {
                assessment
                        .sensitiveInformationPolicy()
                        .piiEntities()
                        .forEach(entity -> sensitive(entity.action(), "pii " + entity.typeAsString()));
                assessment
                        .sensitiveInformationPolicy()
                        .regexes()
                        .forEach(regex -> sensitive(regex.action(), "pattern " + regex.name()));
            }
        }

        private void sensitive(@Nullable GuardrailSensitiveInformationPolicyAction action, String name) {
            masked |= action == GuardrailSensitiveInformationPolicyAction.ANONYMIZED;
            block(
                    action != GuardrailSensitiveInformationPolicyAction.ANONYMIZED
                            && action != GuardrailSensitiveInformationPolicyAction.NONE,
                    name);
        }

        private void block(boolean really, String name) {
            if (really) {
                blocked.add(name);
            }
        }
    }
}
