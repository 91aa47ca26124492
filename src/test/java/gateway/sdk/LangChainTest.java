package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import gateway.app.TestGateway;
import gateway.sdk.LangChainModels.Api;
import gateway.wire.JsonCodec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** LangChain4j through both client APIs: what it can ask for, with each dialect behind. */
class LangChainTest {
    private static TestGateway gateway;

    static Stream<Arguments> ways() {
        return Stream.of(Api.values())
                .flatMap(api -> Stream.of(Behind.values()).map(behind -> Arguments.of(api, behind)));
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answersInOnePiece(Api api, Behind behind) {
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from("Be brief"), UserMessage.from("Hello"))
                .build();

        ChatResponse response = whole(api, behind, request);

        assertThat(LangChainModels.deployments(response)).containsExactly(behind.deployment());
        assertThat(response.aiMessage().text()).contains("You said: Hello");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.tokenUsage().outputTokenCount()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answersAsAStream(Api api, Behind behind) throws Exception {
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("Hello")).build();

        ChatResponse response = streamed(api, behind, request);

        assertThat(LangChainModels.deployments(response)).containsExactly(behind.deployment());
        assertThat(response.aiMessage().text()).contains("You said: Hello");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.tokenUsage().outputTokenCount()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void callsATool(Api api, Behind behind) throws Exception {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from(Samples.ONE_TOOL))
                .toolSpecifications(tool(Samples.WEATHER))
                .build();

        ChatResponse whole = whole(api, behind, request);
        ChatResponse streamed = streamed(api, behind, request);

        assertThat(LangChainModels.deployments(whole)).containsExactly(behind.deployment());
        for (ChatResponse response : List.of(whole, streamed)) {
            assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
            assertThat(response.aiMessage().toolExecutionRequests())
                    .singleElement()
                    .satisfies(call -> {
                        assertThat(call.name()).isEqualTo(Samples.WEATHER);
                        assertThat(city(call.arguments())).contains("Rome");
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void callsToolsInParallelAndTakesTheirResults(Api api, Behind behind) {
        ChatRequest question = both();

        ChatResponse calls = whole(api, behind, question);
        ChatResponse answer = whole(api, behind, withResults(question, calls));

        assertBothCalled(calls);
        assertThat(answer.aiMessage().text())
                .contains("The tool answered")
                .contains("sunny")
                .contains("noon");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void streamsParallelToolCallsAndTakesTheirResults(Api api, Behind behind) throws Exception {
        ChatRequest question = both();

        ChatResponse calls = streamed(api, behind, question);
        ChatResponse answer = streamed(api, behind, withResults(question, calls));

        assertBothCalled(calls);
        assertThat(answer.aiMessage().text())
                .contains("The tool answered")
                .contains("sunny")
                .contains("noon");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void answersByASchema(Api api, Behind behind) throws Exception {
        JsonSchema schema =
                JsonSchema.builder().name("city").rootElement(object()).build();
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Rome"))
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build();

        ChatResponse whole = whole(api, behind, request);
        ChatResponse streamed = streamed(api, behind, request);

        assertThat(LangChainModels.deployments(whole)).containsExactly(behind.deployment());
        assertThat(city(whole.aiMessage().text())).isEqualTo("Rome");
        assertThat(city(streamed.aiMessage().text())).isEqualTo("Rome");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sendsAPicture(Api api, Behind behind) {
        ChatRequest request = ChatRequest.builder()
                .messages(
                        UserMessage.from(TextContent.from("What is it?"), ImageContent.from(Samples.PNG, "image/png")))
                .build();

        ChatResponse response = whole(api, behind, request);

        assertThat(LangChainModels.deployments(response)).containsExactly(behind.deployment());
        assertThat(response.aiMessage().text()).contains(Samples.SEEN).contains("What is it?");
    }

    private static ChatResponse whole(Api api, Behind behind, ChatRequest request) {
        return LangChainModels.whole(api, behind, gateway, TestGateway.KEY).chat(request);
    }

    private static ChatResponse streamed(Api api, Behind behind, ChatRequest request) throws Exception {
        return LangChainModels.await(LangChainModels.streaming(api, behind, gateway), request);
    }

    private static ChatRequest both() {
        return ChatRequest.builder()
                .messages(UserMessage.from(Samples.TWO_TOOLS))
                .toolSpecifications(tool(Samples.WEATHER), tool(Samples.TIME))
                .build();
    }

    private static ChatRequest withResults(ChatRequest question, ChatResponse calls) {
        List<ToolExecutionRequest> requests = calls.aiMessage().toolExecutionRequests();
        return ChatRequest.builder()
                .messages(
                        question.messages().getFirst(),
                        calls.aiMessage(),
                        ToolExecutionResultMessage.from(requests.getFirst(), "sunny"),
                        ToolExecutionResultMessage.from(requests.getLast(), "noon"))
                .toolSpecifications(question.toolSpecifications())
                .build();
    }

    private static ToolSpecification tool(String name) {
        return ToolSpecification.builder()
                .name(name)
                .description("Says it for a city")
                .parameters(object())
                .build();
    }

    private static JsonObjectSchema object() {
        return JsonObjectSchema.builder()
                .addStringProperty("city")
                .required(Samples.REQUIRED)
                .additionalProperties(false)
                .build();
    }

    private static String city(String json) throws Exception {
        return JsonCodec.MAPPER.readTree(json).path("city").asText();
    }

    private static void assertBothCalled(ChatResponse calls) {
        assertThat(calls.aiMessage().toolExecutionRequests())
                .extracting(ToolExecutionRequest::name)
                .containsExactly(Samples.WEATHER, Samples.TIME);
        assertThat(calls.aiMessage().toolExecutionRequests())
                .extracting(ToolExecutionRequest::id)
                .doesNotHaveDuplicates();
    }
}
