package gateway.settings;

import gateway.model.ContentSource;
import gateway.model.GuardAction;
import gateway.model.GuardPolicy.FailureMode;
import gateway.model.Guardrail;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guardrails of a domain. What is null is, in a tenant, as the domain has it; a domain itself must say all but
 * {@code bedrock}. Maps are laid over the domain's key by key.
 *
 * @param failureMode what holds when a service that should look cannot
 * @param piiRedaction what is done about personal data in prompts, by its kind; {@code default} for all others
 * @param piiOutput the same for answers
 * @param jailbreakDetection what is done about attacks on the model: {@code block} or {@code flag}
 * @param jailbreakThreshold from which score on, 0 to 1
 * @param toxicity what is done about toxic texts: {@code block} or {@code flag}
 * @param toxicityThreshold from which score on, 0 to 1
 * @param deniedTopics phrases that are blocked, by the topic's name
 * @param checked where prompts are looked through, by {@code pii}, {@code jailbreak}, {@code toxicity}, {@code topics}
 * @param bedrock a guardrail of Amazon Bedrock that looks as well; null = none
 */
public record GuardPolicySettings(
        @Nullable FailureMode failureMode,
        @Nullable Map<String, GuardAction> piiRedaction,
        @Nullable Map<String, GuardAction> piiOutput,
        @Nullable GuardAction jailbreakDetection,
        @Nullable Double jailbreakThreshold,
        @Nullable GuardAction toxicity,
        @Nullable Double toxicityThreshold,
        @Nullable Map<String, List<String>> deniedTopics,
        @Nullable Map<String, List<ContentSource>> checked,
        @Nullable BedrockGuardrail bedrock) {
    public GuardPolicySettings {
        piiRedaction = copy(piiRedaction);
        piiOutput = copy(piiOutput);
        deniedTopics = copy(deniedTopics);
        checked = copy(checked);
    }

    /**
     * A guardrail of Amazon Bedrock. Where not given: prompts and answers, {@code before}, 800 ms.
     *
     * @param id its id or ARN
     * @param version a number or {@code DRAFT}
     * @param region where it is called
     * @param input whether prompts are shown to it
     * @param output whether answers are shown to it
     * @param mode whether a provider is called after the verdict on a prompt, or beside it
     * @param timeout after which it counts as failed
     */
    public record BedrockGuardrail(
            String id,
            String version,
            String region,
            @Nullable Boolean input,
            @Nullable Boolean output,
            Guardrail.@Nullable Mode mode,
            @Nullable Duration timeout) {}

    /** These settings, where they say nothing as others say. */
    GuardPolicySettings over(GuardPolicySettings base) {
        return new GuardPolicySettings(
                failureMode == null ? base.failureMode : failureMode,
                merged(base.piiRedaction, piiRedaction),
                merged(base.piiOutput, piiOutput),
                jailbreakDetection == null ? base.jailbreakDetection : jailbreakDetection,
                jailbreakThreshold == null ? base.jailbreakThreshold : jailbreakThreshold,
                toxicity == null ? base.toxicity : toxicity,
                toxicityThreshold == null ? base.toxicityThreshold : toxicityThreshold,
                merged(base.deniedTopics, deniedTopics),
                merged(base.checked, checked),
                bedrock == null ? base.bedrock : bedrock);
    }

    private static <T> @Nullable Map<String, T> copy(@Nullable Map<String, T> map) {
        return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static <T> @Nullable Map<String, T> merged(@Nullable Map<String, T> base, @Nullable Map<String, T> over) {
        if (base == null || over == null) {
            return base == null ? over : base;
        }
        Map<String, T> both = new LinkedHashMap<>(base);
        both.putAll(over);
        return both;
    }
}
