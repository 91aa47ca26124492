package gateway.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.guard.RemoteVerdict;
import gateway.model.FailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailAssessment;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailContentFilter;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailContextualGroundingFilter;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailCustomWord;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailManagedWord;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailOutputContent;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailPiiEntityFilter;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailRegexFilter;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailTopic;

class ReadAssessmentsTest {
    private static final String INTERVENED = "GUARDRAIL_INTERVENED";
    private static final String MATCH = "what was found";

    private final ReadAssessments reader = new ReadAssessments();

    @Test
    void letsPassWhatTheGuardrailLetsPass() {
        assertThat(reader.apply("NONE", Map.of())).isEqualTo(new RemoteVerdict.Passed());
    }

    @Test
    void letsPassWhatIsOnlyDetected() {
        assertThat(reader.apply("NONE", headers("", filter("HATE", "NONE")))).isEqualTo(new RemoteVerdict.Passed());
    }

    @Test
    void takesTheMaskedText() {
        assertThat(reader.apply(INTERVENED, headers("to {EMAIL}", entity("EMAIL", "ANONYMIZED"))))
                .isEqualTo(new RemoteVerdict.Masked(List.of("to {EMAIL}")));
    }

    @Test
    void blocksWhenOneInterventionBlocks() {
        assertThat(reader.apply(INTERVENED, headers("no", entity("EMAIL", "ANONYMIZED"), topic("BLOCKED"))))
                .isEqualTo(new RemoteVerdict.Blocked(List.of("denied topic Money")));
    }

    @Test
    void namesPoliciesAndTypesButNothingThatWasFound() {
        GuardrailAssessment words = GuardrailAssessment.builder()
                .wordPolicy(policy -> policy.customWords(GuardrailCustomWord.builder()
                                .match(MATCH)
                                .action("BLOCKED")
                                .build())
                        .managedWordLists(GuardrailManagedWord.builder()
                                .match(MATCH)
                                .type("PROFANITY")
                                .action("BLOCKED")
                                .build()))
                .build();
        GuardrailAssessment pattern = GuardrailAssessment.builder()
                .sensitiveInformationPolicy(policy -> policy.regexes(GuardrailRegexFilter.builder()
                        .name("file number")
                        .match(MATCH)
                        .regex(MATCH)
                        .action("BLOCKED")
                        .build()))
                .build();
        GuardrailAssessment grounding = GuardrailAssessment.builder()
                .contextualGroundingPolicy(policy -> policy.filters(GuardrailContextualGroundingFilter.builder()
                        .type("GROUNDING")
                        .threshold(0.5)
                        .score(0.1)
                        .action("BLOCKED")
                        .build()))
                .build();

        RemoteVerdict verdict = reader.apply(
                INTERVENED,
                headers(
                        "no",
                        filter("PROMPT_ATTACK", "BLOCKED"),
                        words,
                        entity("NAME", "BLOCKED"),
                        pattern,
                        grounding));

        assertThat(verdict)
                .isEqualTo(new RemoteVerdict.Blocked(List.of(
                        "content filter PROMPT_ATTACK",
                        "custom word",
                        "word list PROFANITY",
                        "pii NAME",
                        "pattern file number",
                        "contextual grounding GROUNDING")));
    }

    @Test
    void blocksWhenNoAssessmentTellsOfTheIntervention() {
        assertThat(reader.apply(INTERVENED, Map.of())).isInstanceOf(RemoteVerdict.Blocked.class);
        assertThat(reader.apply(INTERVENED, headers("text"))).isInstanceOf(RemoteVerdict.Blocked.class);
    }

    @Test
    void blocksOnAnActionThatIsNotKnown() {
        assertThat(reader.apply(INTERVENED, headers("text", entity("EMAIL", "ANONYMIZED"), topic("REWRITTEN"))))
                .isEqualTo(new RemoteVerdict.Blocked(List.of("denied topic Money")));
    }

    @Test
    void failsClosedWhenTheMaskedTextIsMissing() {
        Map<String, Object> without = new HashMap<>(headers("x", entity("EMAIL", "ANONYMIZED")));
        without.remove(ReadAssessments.OUTPUTS);

        assertThat(reader.apply(INTERVENED, without)).isEqualTo(new RemoteVerdict.Failed("garbage", false));
    }

    @Test
    void takesNoOtherActionForAnAnswer() {
        assertThatThrownBy(() -> reader.apply("null", Map.of()))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("garbage");
    }

    private static GuardrailAssessment topic(String action) {
        return GuardrailAssessment.builder()
                .topicPolicy(policy -> policy.topics(GuardrailTopic.builder()
                        .name("Money")
                        .type("DENY")
                        .action(action)
                        .build()))
                .build();
    }

    private static GuardrailAssessment filter(String type, String action) {
        return GuardrailAssessment.builder()
                .contentPolicy(policy -> policy.filters(GuardrailContentFilter.builder()
                        .type(type)
                        .confidence("HIGH")
                        .action(action)
                        .build()))
                .build();
    }

    private static GuardrailAssessment entity(String type, String action) {
        return GuardrailAssessment.builder()
                .sensitiveInformationPolicy(policy -> policy.piiEntities(GuardrailPiiEntityFilter.builder()
                        .type(type)
                        .match(MATCH)
                        .action(action)
                        .build()))
                .build();
    }

    private static Map<String, Object> headers(String output, GuardrailAssessment... assessments) {
        return Map.of(
                ReadAssessments.OUTPUTS,
                List.of(GuardrailOutputContent.builder().text(output).build()),
                ReadAssessments.ASSESSMENTS,
                List.of(assessments));
    }
}
