package gateway.sdk;

import static gateway.sdk.OpenAiCalls.ask;
import static gateway.sdk.OpenAiCalls.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import gateway.app.TestGateway;
import gateway.sdk.OpenAiCalls.Result;
import gateway.wire.JsonCodec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's SDK for Java: what it can ask for, with each dialect behind. */
class OpenAiSdkTest {
    private static TestGateway gateway;
    private static OpenAiCalls openai;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        openai = new OpenAiCalls(gateway, TestGateway.KEY);
    }

    @AfterAll
    static void stop() {
        openai.close();
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersInOnePiece(Behind behind) {
        ChatCompletionCreateParams params =
                ask(behind).addSystemMessage("Be brief").addUserMessage("Hello").build();

        Result result = openai.whole(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains("You said: Hello");
        assertThat(result.choice().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(result.completion().usage()).hasValueSatisfying(usage -> {
            assertThat(usage.promptTokens()).isPositive();
            assertThat(usage.completionTokens()).isPositive();
        });
    }

    @ParameterizedTest
    @EnumSource
    void answersAsAStream(Behind behind) {
        ChatCompletionStreamOptions usage =
                ChatCompletionStreamOptions.builder().includeUsage(true).build();
        ChatCompletionCreateParams params =
                ask(behind).addUserMessage("Hello").streamOptions(usage).build();

        Result result = openai.streamed(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains("You said: Hello");
        assertThat(result.pieces()).isGreaterThan(5);
        assertThat(result.choice().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(result.completion().usage())
                .hasValueSatisfying(sum -> assertThat(sum.completionTokens()).isPositive());
    }

    @ParameterizedTest
    @EnumSource
    void callsATool(Behind behind) {
        ChatCompletionCreateParams params = ask(behind)
                .addUserMessage(Samples.ONE_TOOL)
                .addTool(tool(Samples.WEATHER))
                .build();

        Result result = openai.whole(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertWeatherCalled(result);
    }

    @ParameterizedTest
    @EnumSource
    void streamsAToolCall(Behind behind) {
        ChatCompletionCreateParams params = ask(behind)
                .addUserMessage(Samples.ONE_TOOL)
                .addTool(tool(Samples.WEATHER))
                .build();

        Result result = openai.streamed(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertWeatherCalled(result);
    }

    @ParameterizedTest
    @EnumSource
    void callsToolsInParallelAndTakesTheirResults(Behind behind) {
        ChatCompletionCreateParams question = both(behind);

        Result calls = openai.whole(question);
        Result answer = openai.whole(withResults(question, calls));

        assertBothCalled(calls);
        assertThat(answer.text())
                .contains("The tool answered")
                .contains("sunny")
                .contains("noon");
        assertThat(answer.choice().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @EnumSource
    void streamsParallelToolCallsAndTakesTheirResults(Behind behind) {
        ChatCompletionCreateParams question = both(behind);

        Result calls = openai.streamed(question);
        Result answer = openai.streamed(withResults(question, calls));

        assertBothCalled(calls);
        assertThat(answer.text())
                .contains("The tool answered")
                .contains("sunny")
                .contains("noon");
    }

    @ParameterizedTest
    @EnumSource
    void answersByASchema(Behind behind) throws Exception {
        ChatCompletionCreateParams params =
                ask(behind).addUserMessage("Rome").responseFormat(city()).build();

        Result whole = openai.whole(params);
        Result streamed = openai.streamed(params);

        assertThat(whole.deployments()).containsExactly(behind.deployment());
        assertThat(JsonCodec.MAPPER.readTree(whole.text()).path("city").asText())
                .isEqualTo("Rome");
        assertThat(JsonCodec.MAPPER.readTree(streamed.text()).path("city").asText())
                .isEqualTo("Rome");
    }

    @Test
    void listsTheModels() {
        List<String> models = openai.models();

        assertThat(models).contains("claude-sonnet-4-5", "gpt-5-nano", "gemini-2.5-flash");
    }

    @ParameterizedTest
    @EnumSource
    void sendsAPicture(Behind behind) {
        ChatCompletionContentPartImage.ImageUrl url = ChatCompletionContentPartImage.ImageUrl.builder()
                .url("data:image/png;base64," + Samples.PNG)
                .build();
        ChatCompletionCreateParams params = ask(behind)
                .addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text("What is it?")
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(url)
                                .build())))
                .build();

        Result result = openai.whole(params);

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains(Samples.SEEN).contains("What is it?");
    }

    private static ChatCompletionCreateParams both(Behind behind) {
        return ask(behind)
                .addUserMessage(Samples.TWO_TOOLS)
                .addTool(tool(Samples.WEATHER))
                .addTool(tool(Samples.TIME))
                .build();
    }

    private static ChatCompletionCreateParams withResults(ChatCompletionCreateParams question, Result calls) {
        return question.toBuilder()
                .addMessage(calls.choice().message())
                .addMessage(result(calls.calls().getFirst(), "sunny"))
                .addMessage(result(calls.calls().getLast(), "noon"))
                .build();
    }

    private static ChatCompletionToolMessageParam result(ChatCompletionMessageFunctionToolCall call, String text) {
        return ChatCompletionToolMessageParam.builder()
                .toolCallId(call.id())
                .content(text)
                .build();
    }

    private static ResponseFormatJsonSchema city() {
        ResponseFormatJsonSchema.JsonSchema.Schema schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from(Samples.TYPE))
                .putAdditionalProperty("properties", JsonValue.from(Samples.PROPERTIES))
                .putAdditionalProperty("required", JsonValue.from(Samples.REQUIRED))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build();
        return ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name("city")
                        .strict(true)
                        .schema(schema)
                        .build())
                .build();
    }

    private static void assertWeatherCalled(Result result) {
        assertThat(result.choice().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(result.functions()).singleElement().satisfies(function -> {
            assertThat(function.name()).isEqualTo(Samples.WEATHER);
            assertThat(JsonCodec.MAPPER
                            .readTree(function.arguments())
                            .path("city")
                            .asText())
                    .contains("Rome");
        });
    }

    private static void assertBothCalled(Result calls) {
        assertThat(calls.functions())
                .extracting(ChatCompletionMessageFunctionToolCall.Function::name)
                .containsExactly(Samples.WEATHER, Samples.TIME);
        assertThat(calls.calls())
                .extracting(ChatCompletionMessageFunctionToolCall::id)
                .doesNotHaveDuplicates();
    }
}
