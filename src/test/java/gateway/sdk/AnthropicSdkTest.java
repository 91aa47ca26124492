package gateway.sdk;

import static gateway.sdk.AnthropicCalls.ask;
import static gateway.sdk.AnthropicCalls.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import gateway.app.TestGateway;
import gateway.sdk.AnthropicCalls.Result;
import gateway.wire.JsonCodec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Anthropic's SDK for Java: what it can ask for, with each dialect behind. */
class AnthropicSdkTest {
    private static TestGateway gateway;
    private static AnthropicCalls anthropic;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        anthropic = new AnthropicCalls(gateway, TestGateway.KEY);
    }

    @AfterAll
    static void stop() {
        anthropic.close();
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersInOnePiece(Behind behind) {
        MessageCreateParams params =
                ask(behind).system("Be brief").addUserMessage("Hello").build();

        Result result = anthropic.whole(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains("You said: Hello");
        assertThat(result.message().stopReason()).hasValue(StopReason.END_TURN);
        assertThat(result.message().usage().inputTokens()).isPositive();
        assertThat(result.message().usage().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void answersAsAStream(Behind behind) {
        MessageCreateParams params = ask(behind).addUserMessage("Hello").build();

        Result result = anthropic.streamed(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains("You said: Hello");
        assertThat(result.pieces()).isGreaterThan(5);
        assertThat(result.message().stopReason()).hasValue(StopReason.END_TURN);
        assertThat(result.message().usage().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void callsATool(Behind behind) {
        MessageCreateParams params = ask(behind)
                .addUserMessage(Samples.ONE_TOOL)
                .addTool(tool(Samples.WEATHER))
                .build();

        Result result = anthropic.whole(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertWeatherCalled(result);
    }

    @ParameterizedTest
    @EnumSource
    void streamsAToolCall(Behind behind) {
        MessageCreateParams params = ask(behind)
                .addUserMessage(Samples.ONE_TOOL)
                .addTool(tool(Samples.WEATHER))
                .build();

        Result result = anthropic.streamed(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertWeatherCalled(result);
    }

    @ParameterizedTest
    @EnumSource
    void callsToolsInParallelAndTakesTheirResults(Behind behind) {
        MessageCreateParams question = both(behind);

        Result calls = anthropic.whole(question);
        Result answer = anthropic.whole(withResults(question, calls));

        assertBothCalled(calls);
        assertThat(answer.text())
                .contains("The tool answered")
                .contains("sunny")
                .contains("noon");
        assertThat(answer.message().stopReason()).hasValue(StopReason.END_TURN);
    }

    @ParameterizedTest
    @EnumSource
    void streamsParallelToolCallsAndTakesTheirResults(Behind behind) {
        MessageCreateParams question = both(behind);

        Result calls = anthropic.streamed(question);
        Result answer = anthropic.streamed(withResults(question, calls));

        assertBothCalled(calls);
        assertThat(answer.text())
                .contains("The tool answered")
                .contains("sunny")
                .contains("noon");
    }

    @ParameterizedTest
    @EnumSource
    void answersByASchema(Behind behind) throws Exception {
        MessageCreateParams params =
                ask(behind).addUserMessage("Rome").outputConfig(city()).build();

        Result whole = anthropic.whole(params);
        Result streamed = anthropic.streamed(params);

        assertThat(whole.deployments()).containsExactly(behind.deployment());
        assertThat(JsonCodec.MAPPER.readTree(whole.text()).path("city").asText())
                .isEqualTo("Rome");
        assertThat(JsonCodec.MAPPER.readTree(streamed.text()).path("city").asText())
                .isEqualTo("Rome");
    }

    @ParameterizedTest
    @EnumSource
    void takesItsOwnThinkingBackWithTheResultOfATool(Behind behind) {
        MessageCreateParams question =
                both(behind).toBuilder().maxTokens(3000).enabledThinking(1024).build();

        Result calls = anthropic.streamed(question);
        Result answer = anthropic.streamed(withResults(question, calls));

        // OpenAI keeps its thinking to itself
        assertThat(calls.message().content().stream().anyMatch(ContentBlock::isThinking))
                .isEqualTo(behind != Behind.OPENAI);
        assertThat(answer.text()).contains("The tool answered").contains("sunny");
    }

    @ParameterizedTest
    @EnumSource
    void countsTokens(Behind behind) {
        MessageCountTokensParams.Builder params =
                MessageCountTokensParams.builder().model(behind.model()).addUserMessage("Hello, how are you?");

        assertThat(anthropic.count(params.build())).isBetween(5L, 30L);
    }

    @Test
    void listsTheModels() {
        List<String> models = anthropic.models();

        assertThat(models).contains("claude-sonnet-4-5", "gpt-5-nano", "gemini-2.5-flash");
    }

    @ParameterizedTest
    @EnumSource
    void sendsAPicture(Behind behind) {
        Base64ImageSource picture = Base64ImageSource.builder()
                .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                .data(Samples.PNG)
                .build();
        MessageCreateParams params = ask(behind)
                .addUserMessageOfBlockParams(List.of(
                        ContentBlockParam.ofImage(
                                ImageBlockParam.builder().source(picture).build()),
                        ContentBlockParam.ofText(
                                TextBlockParam.builder().text("What is it?").build())))
                .build();

        Result result = anthropic.whole(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains(Samples.SEEN).contains("What is it?");
    }

    private static MessageCreateParams both(Behind behind) {
        return ask(behind)
                .addUserMessage(Samples.TWO_TOOLS)
                .addTool(tool(Samples.WEATHER))
                .addTool(tool(Samples.TIME))
                .build();
    }

    private static MessageCreateParams withResults(MessageCreateParams question, Result calls) {
        return question.toBuilder()
                .addMessage(calls.message())
                .addUserMessageOfBlockParams(List.of(
                        result(calls.calls().getFirst(), "sunny"),
                        result(calls.calls().getLast(), "noon")))
                .build();
    }

    private static ContentBlockParam result(ToolUseBlock call, String text) {
        return ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                .toolUseId(call.id())
                .content(text)
                .build());
    }

    private static OutputConfig city() {
        JsonOutputFormat.Schema schema = JsonOutputFormat.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from(Samples.TYPE))
                .putAdditionalProperty("properties", JsonValue.from(Samples.PROPERTIES))
                .putAdditionalProperty("required", JsonValue.from(Samples.REQUIRED))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();
        return OutputConfig.builder()
                .format(JsonOutputFormat.builder().schema(schema).build())
                .build();
    }

    private static void assertWeatherCalled(Result result) {
        assertThat(result.message().stopReason()).hasValue(StopReason.TOOL_USE);
        assertThat(result.calls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo(Samples.WEATHER);
            assertThat(Result.city(call)).contains("Rome");
        });
    }

    private static void assertBothCalled(Result calls) {
        assertThat(calls.calls()).extracting(ToolUseBlock::name).containsExactly(Samples.WEATHER, Samples.TIME);
        assertThat(calls.calls()).extracting(ToolUseBlock::id).doesNotHaveDuplicates();
    }
}
