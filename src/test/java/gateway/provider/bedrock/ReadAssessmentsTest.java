package gateway.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.guard.RemoteVerdict;
import gateway.model.FailedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailAssessment;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailOutputContent;

class ReadAssessmentsTest {
    private static final String MATCH = "what was found";
    private static final Consumer<GuardrailAssessment.Builder> MAIL_MASKED = a -> a.sensitiveInformationPolicy(policy ->
            policy.piiEntities(entity -> entity.type("EMAIL").match(MATCH).action("ANONYMIZED")));

    private final ReadAssessments reader = new ReadAssessments();

    @Test
    void letsPassWhatTheGuardrailLetsPass() {
        assertThat(reader.apply("NONE", Map.of())).isEqualTo(new RemoteVerdict.Passed());
    }

    @Test
    void letsPassWhatIsOnlyDetected() {
        assertThat(reader.apply(
                        "NONE",
                        headers(
                                "",
                                a -> a.contentPolicy(policy -> policy.filters(filter ->
                                        filter.type("HATE").confidence("LOW").action("NONE"))))))
                .isEqualTo(new RemoteVerdict.Passed());
    }

    @Test
    void takesTheMaskedText() {
        assertThat(reader.apply("GUARDRAIL_INTERVENED", headers("to {EMAIL}", MAIL_MASKED)))
                .isEqualTo(new RemoteVerdict.Masked(List.of("to {EMAIL}")));
    }

    @Test
    void blocksWhenOneInterventionBlocks() {
        RemoteVerdict verdict = reader.apply(
                "GUARDRAIL_INTERVENED",
                headers(
                        "no",
                        MAIL_MASKED.andThen(a -> a.topicPolicy(policy -> policy.topics(
                                topic -> topic.name("Money").type("DENY").action("BLOCKED"))))));

        assertThat(verdict).isEqualTo(new RemoteVerdict.Blocked(List.of("denied topic Money")));
    }

    @Test
    void namesPoliciesAndTypesButNothingThatWasFound() {
        RemoteVerdict verdict = reader.apply(
                "GUARDRAIL_INTERVENED",
                headers(
                        "no",
                        a -> a.contentPolicy(policy -> policy.filters(filter -> filter.type("PROMPT_ATTACK")
                                        .confidence("HIGH")
                                        .action("BLOCKED")))
                                .wordPolicy(policy -> policy.customWords(
                                                word -> word.match(MATCH).action("BLOCKED"))
                                        .managedWordLists(word -> word.match(MATCH)
                                                .type("PROFANITY")
                                                .action("BLOCKED")))
                                .sensitiveInformationPolicy(policy -> policy.piiEntities(entity ->
                                                entity.type("NAME").match(MATCH).action("BLOCKED"))
                                        .regexes(regex -> regex.name("file number")
                                                .match(MATCH)
                                                .regex(MATCH)
                                                .action("BLOCKED")))
                                .contextualGroundingPolicy(policy -> policy.filters(filter -> filter.type("GROUNDING")
                                        .threshold(0.5)
                                        .score(0.1)
                                        .action("BLOCKED")))));

        assertThat(verdict)
                .isEqualTo(new RemoteVerdict.Blocked(List.of(
                        "content filter PROMPT_ATTACK",
                        "contextual grounding GROUNDING",
                        "custom word",
                        "word list PROFANITY",
                        "pii NAME",
                        "pattern file number")));
    }

    @Test
    void blocksWhenNoAssessmentTellsOfTheIntervention() {
        assertThat(reader.apply("GUARDRAIL_INTERVENED", Map.of())).isInstanceOf(RemoteVerdict.Blocked.class);
        assertThat(reader.apply("GUARDRAIL_INTERVENED", headers("text", a -> {})))
                .isInstanceOf(RemoteVerdict.Blocked.class);
    }

    @Test
    void blocksOnAnActionThatIsNotKnown() {
        assertThat(reader.apply(
                        "GUARDRAIL_INTERVENED",
                        headers(
                                "text",
                                MAIL_MASKED.andThen(a -> a.topicPolicy(policy -> policy.topics(
                                        topic -> topic.name("Money").action("REWRITTEN")))))))
                .isEqualTo(new RemoteVerdict.Blocked(List.of("denied topic Money")));
    }

    @Test
    void failsClosedWhenTheMaskedTextIsMissing() {
        Map<String, Object> without = new HashMap<>(headers("x", MAIL_MASKED));
        without.remove(ReadAssessments.OUTPUTS);

        assertThat(reader.apply("GUARDRAIL_INTERVENED", without)).isEqualTo(new RemoteVerdict.Failed("garbage", false));
    }

    @Test
    void takesNoOtherActionForAnAnswer() {
        assertThatThrownBy(() -> reader.apply("null", Map.of()))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("garbage");
    }

    private static Map<String, Object> headers(String output, Consumer<GuardrailAssessment.Builder> assessment) {
        GuardrailAssessment.Builder builder = GuardrailAssessment.builder();
        assessment.accept(builder);
        return Map.of(
                ReadAssessments.OUTPUTS,
                List.of(GuardrailOutputContent.builder().text(output).build()),
                ReadAssessments.ASSESSMENTS,
                List.of(builder.build()));
    }
}
