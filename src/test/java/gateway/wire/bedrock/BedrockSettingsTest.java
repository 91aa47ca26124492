package gateway.wire.bedrock;

import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static gateway.wire.bedrock.ChatDraft.LLAMA_EU;
import static gateway.wire.bedrock.ChatDraft.WEATHER;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Sampling;
import gateway.model.ToolChoice;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;

class BedrockSettingsTest {
    private static final Reasoning HARD = new Reasoning(true, "high", null, false);

    @Test
    void sendsNoSettingsWhenNoneAreGiven() {
        ConverseRequest sent = sent(ChatDraft.hello(), CLAUDE_EU);

        assertThat(sent.inferenceConfig()).isNull();
        assertThat(sent.additionalModelRequestFields()).isNull();
    }

    @Test
    void boundsTheTemperatureAndSaysSo() {
        ChatDraft draft = ChatDraft.hello().temperature(1.7);

        assertThat(sent(draft, CLAUDE_EU).inferenceConfig().temperature()).isEqualTo(1.0f);
        assertThat(lost(draft, CLAUDE_EU)).containsExactly("temperature");
    }

    @Test
    void sendsTheBoundThatTheGatewayHasSetAndLeavesHalfOfItForTheAnswer() {
        BedrockRequest request =
                BedrockRequest.of(ChatDraft.hello().reasoning(HARD).build().bounded(4_096), CLAUDE_EU);

        assertThat(Objects.requireNonNull(request.inference()).maxTokens()).isEqualTo(4_096);
        assertThat(String.valueOf(request.more())).contains("2048");
    }

    @Test
    void sendsTopKToTheModelsThatKnowIt() {
        ChatDraft draft = ChatDraft.hello().sampling(new Sampling(null, null, null, 5, null, null, null));

        assertThat(more(draft, CLAUDE_EU)).isEqualTo("{\"top_k\":5}");
        assertThat(lost(draft, LLAMA_EU)).containsExactly("top_k");
    }

    @Test
    void losesSeedAndPenalties() {
        ChatDraft draft = ChatDraft.hello().sampling(new Sampling(null, null, null, null, 7L, 0.5, 0.0));

        assertThat(lost(draft, CLAUDE_EU)).containsExactly("seed", "presence_penalty");
    }

    @Test
    void losesTheDemandForJustAnyJson() {
        ChatDraft draft = ChatDraft.hello().format(new Format.JsonObject());

        assertThat(lost(draft, CLAUDE_EU)).containsExactly("response_format");
    }

    @Test
    void losesTheBanOnSeveralCallsAtOnceByTheClientsOwnName() {
        ChatDraft draft = ChatDraft.hello().tools(WEATHER).parallel(false).from(Dialect.ANTHROPIC);

        assertThat(lost(draft, CLAUDE_EU)).containsExactly("tool_choice.disable_parallel_tool_use");
    }

    @Test
    void turnsEffortIntoABudget() {
        ChatDraft draft = ChatDraft.hello().reasoning(HARD);

        assertThat(more(draft, CLAUDE_EU)).isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":16384}}");
    }

    @Test
    void keepsTheBudgetBelowTheBoundOfTheAnswer() {
        ChatDraft draft =
                ChatDraft.hello().reasoning(HARD).sampling(new Sampling(2000, null, null, null, null, null, null));

        assertThat(more(draft, CLAUDE_EU)).isEqualTo("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1999}}");
    }

    @Test
    void losesReasoningWhereTheModelTakesNone() {
        assertThat(lost(ChatDraft.hello().reasoning(HARD), LLAMA_EU)).containsExactly("reasoning_effort");
    }

    @Test
    void losesNothingWhenReasoningIsSwitchedOff() {
        ChatDraft draft = ChatDraft.hello().reasoning(new Reasoning(false, "none", null, false));

        assertThat(lost(draft, LLAMA_EU)).isEmpty();
    }

    @Test
    void dropsWhatAModelThatThinksRefuses() {
        ChatDraft draft = ChatDraft.hello()
                .reasoning(HARD)
                .tools(WEATHER)
                .choice(new ToolChoice.Any())
                .sampling(new Sampling(null, 0.2, 0.5, null, null, null, null));

        assertThat(sent(draft, CLAUDE_EU).inferenceConfig()).isNull();
        assertThat(lost(draft, CLAUDE_EU)).containsExactly("temperature", "top_p", "tool_choice");
    }

    @Test
    void doesNotThinkInTheMiddleOfATurnWhoseThoughtsAreGone() {
        ChatDraft draft = ChatDraft.hello()
                .assistant(new Part.ToolCall("call_1", "get_weather", Json.EMPTY_OBJECT, null))
                .user(new Part.ToolResult("call_1", null, List.of(new Part.Text("Sunny")), false))
                .tools(WEATHER)
                .reasoning(HARD);

        assertThat(sent(draft, CLAUDE_EU).additionalModelRequestFields()).isNull();
        assertThat(lost(draft, CLAUDE_EU)).containsExactly("reasoning_effort");
    }

    private static ConverseRequest sent(ChatDraft draft, Deployment deployment) {
        return BedrockRequest.of(draft.build(), deployment).whole(Duration.ofSeconds(1));
    }

    private static String more(ChatDraft draft, Deployment deployment) {
        return BedrockDocument.json(sent(draft, deployment).additionalModelRequestFields())
                .text();
    }

    private static List<String> lost(ChatDraft draft, Deployment deployment) {
        return BedrockRequest.of(draft.build(), deployment).lost();
    }
}
