package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OpenAI's own client takes the simulator for OpenAI. */
class OpenAiSimulatorTest {
    private static final String MODEL = "gpt-5-mini";

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    @Test
    void answersWithTheUsersWords() {
        ChatCompletion answer =
                client("any").chat().completions().create(ask("Good morning").build());

        assertThat(text(answer)).isEqualTo("This is the Serai provider simulator (gpt-5-mini). You said: Good morning");
        assertThat(finish(answer)).isEqualTo("stop");
        assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(3);
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    void streamsTheSameText() {
        ChatCompletion answer = stream(ask("Good morning").build());

        assertThat(text(answer)).endsWith("You said: Good morning");
        assertThat(finish(answer)).isEqualTo("stop");
    }

    @Test
    void streamsUsageOnlyOnRequest() {
        ChatCompletionStreamOptions usage =
                ChatCompletionStreamOptions.builder().includeUsage(true).build();

        assertThat(stream(ask("Hi").streamOptions(usage).build()).usage()).isPresent();
        assertThat(stream(ask("Hi").build()).usage()).isEmpty();
    }

    @Test
    void endsItsStreamsWithDone() {
        String body = "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

        assertThat(simulator
                        .send(simulator.post("/openai/v1/chat/completions", body))
                        .body())
                .endsWith("\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    }

    @Test
    void stopsAtTheTokenLimit() {
        ChatCompletion answer = client("any")
                .chat()
                .completions()
                .create(ask("Hi").maxCompletionTokens(3).build());

        assertThat(text(answer)).isEqualTo("This is the");
        assertThat(finish(answer)).isEqualTo("length");
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(3);
    }

    @Test
    void stopsBeforeAStopString() {
        ChatCompletion answer = client("any")
                .chat()
                .completions()
                .create(ask("Hi").stop(" simulator").build());

        assertThat(text(answer)).isEqualTo("This is the Serai provider");
    }

    @Test
    void callsTheToolThatIsNamed() {
        ChatCompletion answer = client("any")
                .chat()
                .completions()
                .create(ask("Use get_weather please").addTool(weather()).build());

        assertThat(finish(answer)).isEqualTo("tool_calls");
        assertThat(calls(answer))
                .singleElement()
                .satisfies(call -> assertThat(call.asFunction().function().arguments())
                        .isEqualTo("{\"city\":\"Use get_weather please\",\"unit\":\"celsius\"}"));
    }

    @Test
    void streamsSeveralToolCallsInPieces() {
        ChatCompletion answer = stream(
                ask("Use get_weather twice, in parallel").addTool(weather()).build());

        assertThat(calls(answer))
                .hasSize(2)
                .allSatisfy(call ->
                        assertThat(call.asFunction().function().arguments()).contains("\"unit\":\"celsius\""));
        assertThat(calls(answer).get(0).asFunction().id())
                .isNotEqualTo(calls(answer).get(1).asFunction().id());
    }

    @Test
    void quotesTheToolsResult() {
        ChatCompletionMessage first = client("any")
                .chat()
                .completions()
                .create(ask("get_weather").addTool(weather()).build())
                .choices()
                .getFirst()
                .message();
        String id = first.toolCalls().orElseThrow().getFirst().asFunction().id();

        ChatCompletion answer = client("any")
                .chat()
                .completions()
                .create(ask("get_weather")
                        .addTool(weather())
                        .addMessage(first)
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(id)
                                .content("21 degrees")
                                .build())
                        .build());

        assertThat(text(answer)).endsWith("The tool answered: 21 degrees");
    }

    @Test
    void answersWithJsonThatFitsTheSchema() {
        ResponseFormatJsonSchema format = ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name("city")
                        .schema(ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("required", JsonValue.from(List.of("name", "people")))
                                .putAdditionalProperty(
                                        "properties",
                                        JsonValue.from(Map.of(
                                                "name", Map.of("type", "string"),
                                                "people", Map.of("type", "integer"))))
                                .build())
                        .build())
                .build();

        ChatCompletion answer = client("any")
                .chat()
                .completions()
                .create(ask("Rome").responseFormat(format).build());

        assertThat(text(answer)).isEqualTo("{\"name\":\"Rome\",\"people\":1}");
    }

    @Test
    void countsTokensOfReasoning() {
        ChatCompletion answer = client("any")
                .chat()
                .completions()
                .create(ask("Hi").reasoningEffort(ReasoningEffort.LOW).build());

        assertThat(answer.usage()
                        .orElseThrow()
                        .completionTokensDetails()
                        .orElseThrow()
                        .reasoningTokens())
                .hasValueSatisfying(tokens -> assertThat(tokens).isPositive());
    }

    @Test
    void describesImages() {
        String body = """
                {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,QUJDRA=="}}]}]}""";

        assertThat(simulator.send(simulator.post("/v1/chat/completions", body)).body())
                .contains("I see image/png, 4 bytes.");
    }

    @Test
    void refusesABadKey() {
        ChatCompletionCreateParams ask = ask("Hi").build();

        assertThatThrownBy(() -> client("bad-key").chat().completions().create(ask))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("401");
    }

    @Test
    void refusesAToolResultWithoutACall() {
        ChatCompletionCreateParams ask = ask("Hi")
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId("unknown")
                        .content("21")
                        .build())
                .build();

        assertThatThrownBy(() -> client("any").chat().completions().create(ask))
                .isInstanceOf(BadRequestException.class);
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .apiKey(key)
                .baseUrl(simulator.url("/v1"))
                .maxRetries(0)
                .build();
    }

    private ChatCompletion stream(ChatCompletionCreateParams ask) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client("any").chat().completions().createStreaming(ask)) {
            chunks.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion();
    }

    private static ChatCompletionCreateParams.Builder ask(String text) {
        return ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(text);
    }

    private static ChatCompletionFunctionTool weather() {
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city", "unit")))
                                .putAdditionalProperty(
                                        "properties",
                                        JsonValue.from(Map.of(
                                                "city", Map.of("type", "string"),
                                                "unit", Map.of("enum", List.of("celsius", "fahrenheit")))))
                                .build())
                        .build())
                .build();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElseThrow();
    }

    private static String finish(ChatCompletion answer) {
        return answer.choices().getFirst().finishReason().asString();
    }

    private static List<ChatCompletionMessageToolCall> calls(ChatCompletion answer) {
        return answer.choices().getFirst().message().toolCalls().orElseThrow();
    }
}
