package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.CacheControlEphemeral;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ThinkingConfigEnabled;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Anthropic's own client takes the simulator for Anthropic. */
class AnthropicSimulatorTest {
    private static final String MODEL = "claude-sonnet-4-5";

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    @Test
    void answersWithTheUsersWords() {
        Message answer = client("any").messages().create(ask("Good morning").build());

        assertThat(text(answer)).endsWith("(claude-sonnet-4-5). You said: Good morning");
        assertThat(answer.stopReason()).hasValue(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isEqualTo(3);
    }

    @Test
    void streamsTheSameAnswer() {
        Message answer = stream(ask("Good morning").build());

        assertThat(text(answer)).endsWith("You said: Good morning");
        assertThat(answer.stopReason()).hasValue(StopReason.END_TURN);
        assertThat(answer.usage().outputTokens()).isGreaterThan(5);
    }

    @Test
    void streamsNamedEventsAndPings() {
        String body = "{\"model\":\"m\",\"max_tokens\":9,\"stream\":true,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        assertThat(simulator.send(simulator.post("/v1/messages", body)).body())
                .startsWith("event: message_start\ndata: {\"type\":\"message_start\"")
                .contains("event: ping\n")
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    @Test
    void stopsAtTheTokenLimit() {
        Message answer = stream(ask("Hi").maxTokens(2).build());

        assertThat(text(answer)).isEqualTo("This is");
        assertThat(answer.stopReason()).hasValue(StopReason.MAX_TOKENS);
    }

    @Test
    void namesTheStopSequence() {
        Message answer = client("any")
                .messages()
                .create(ask("Hi").addStopSequence("provider").build());

        assertThat(answer.stopReason()).hasValue(StopReason.STOP_SEQUENCE);
        assertThat(answer.stopSequence()).hasValue("provider");
    }

    @Test
    void streamsSignedThinkingBeforeTheText() {
        Message answer = stream(ask("Hi")
                .maxTokens(4000)
                .thinking(ThinkingConfigEnabled.builder().budgetTokens(2000).build())
                .build());

        assertThat(answer.content()).hasSize(2);
        assertThat(answer.content().getFirst().asThinking().signature()).isNotEmpty();
        assertThat(answer.content().getFirst().asThinking().thinking()).startsWith("I am a simulator");
    }

    @Test
    void streamsToolCallsInPieces() {
        Message answer = stream(ask("Use both tools: get_weather and get_time")
                .addTool(tool("get_weather"))
                .addTool(tool("get_time"))
                .build());

        assertThat(answer.stopReason()).hasValue(StopReason.TOOL_USE);
        assertThat(answer.content())
                .extracting(block -> block.asToolUse().name())
                .containsExactly("get_weather", "get_time");
    }

    @Test
    void quotesTheToolsResult() {
        Message first = client("any")
                .messages()
                .create(ask("get_time").addTool(tool("get_time")).build());

        Message answer = client("any")
                .messages()
                .create(ask("get_time")
                        .addTool(tool("get_time"))
                        .addMessage(first)
                        .addUserMessageOfBlockParams(
                                List.of(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                                        .toolUseId(first.content()
                                                .getFirst()
                                                .asToolUse()
                                                .id())
                                        .content("12:30")
                                        .build())))
                        .build());

        assertThat(text(answer)).endsWith("The tool answered: 12:30");
    }

    @Test
    void answersWithJsonThatFitsTheSchema() {
        String body = """
                {"model":"m","max_tokens":99,"messages":[{"role":"user","content":"Rome"}],
                "output_config":{"format":{"type":"json_schema","schema":{"type":"object",
                "properties":{"city":{"type":"string"}},"required":["city"]}}}}""";

        assertThat(simulator.send(simulator.post("/v1/messages", body)).body()).contains("{\\\"city\\\":\\\"Rome\\\"}");
    }

    @Test
    void readsAMarkedPromptFromTheCacheTheSecondTime() {
        MessageCreateParams ask = ask("Hi")
                .systemOfTextBlockParams(List.of(TextBlockParam.builder()
                        .text("A long system prompt.")
                        .cacheControl(CacheControlEphemeral.builder().build())
                        .build()))
                .build();

        Message first = client("any").messages().create(ask);
        Message second = client("any").messages().create(ask);

        assertThat(first.usage().cacheCreationInputTokens()).hasValue(6L);
        assertThat(second.usage().cacheReadInputTokens()).hasValue(6L);
    }

    @Test
    void readsTheLongestMarkedBeginningThatItKnowsAndKeepsWhatIsNew() throws Exception {
        String body = """
                {"model":"m","max_tokens":9,"system":[{"type":"text","text":"A long system prompt.",
                "cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":[{"type":"text",
                "text":"%s","cache_control":{"type":"ephemeral"}}]}]}""";

        simulator.send(simulator.post("/v1/messages", body.formatted("One question")));
        String second = simulator
                .send(simulator.post("/v1/messages", body.formatted("Another question")))
                .body();

        assertThat(second)
                .contains("\"cache_read_input_tokens\":6")
                .contains("\"cache_creation_input_tokens\":4")
                .contains("\"input_tokens\":0");
    }

    @Test
    void requiresMaxTokens() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        assertThat(simulator.send(simulator.post("/v1/messages", body)))
                .satisfies(response -> assertThat(response.statusCode()).isEqualTo(400))
                .satisfies(response -> assertThat(response.body())
                        .contains("\"type\":\"invalid_request_error\"", "max_tokens: Field required"));
    }

    @Test
    void refusesABadKey() {
        MessageCreateParams ask = ask("Hi").build();

        assertThatThrownBy(() -> client("bad-key").messages().create(ask)).isInstanceOf(UnauthorizedException.class);
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(simulator.url(""))
                .maxRetries(0)
                .build();
    }

    private Message stream(MessageCreateParams ask) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events =
                client("any").messages().createStreaming(ask)) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static MessageCreateParams.Builder ask(String text) {
        return MessageCreateParams.builder().model(MODEL).maxTokens(1000).addUserMessage(text);
    }

    private static Tool tool(String name) {
        return Tool.builder()
                .name(name)
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty("place", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .addRequired("place")
                        .build())
                .build();
    }

    private static String text(Message answer) {
        return answer.content().stream()
                .filter(ContentBlock::isText)
                .map(block -> block.asText().text())
                .reduce("", String::concat);
    }
}
