package gateway.sdk;

import static gateway.sdk.ResponsesCalls.ask;
import static gateway.sdk.ResponsesCalls.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStatus;
import gateway.app.TestGateway;
import gateway.sdk.ResponsesCalls.Result;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's SDK for Java and its Responses API: what it can ask for, with each dialect behind. */
class ResponsesSdkTest {
    private static TestGateway gateway;
    private static ResponsesCalls openai;

    /** What the answer is to be read into. */
    static final class City {
        public String city = "";
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        openai = new ResponsesCalls(gateway, TestGateway.KEY);
    }

    @AfterAll
    static void stop() {
        openai.close();
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersInOnePiece(Behind behind) {
        Result result =
                openai.whole(ask(behind).instructions("Be brief").input("Hello").build());

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains("You said: Hello");
        assertThat(result.response().status()).contains(ResponseStatus.COMPLETED);
        assertThat(result.response().instructions().orElseThrow().asString()).isEqualTo("Be brief");
        assertThat(result.response().maxOutputTokens()).contains(1000L);
        assertThat(result.response().usage()).hasValueSatisfying(usage -> {
            assertThat(usage.inputTokens()).isPositive();
            assertThat(usage.outputTokens()).isPositive();
            assertThat(usage.totalTokens()).isEqualTo(usage.inputTokens() + usage.outputTokens());
        });
    }

    @ParameterizedTest
    @EnumSource
    void answersAsAStream(Behind behind) {
        Result result = openai.streamed(ask(behind).input("Hello").build());

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains("You said: Hello").isEqualTo(result.pieces());
        assertThat(result.events()).hasSizeGreaterThan(10);
        assertThat(result.events().getFirst().isCreated()).isTrue();
        assertThat(result.events().getLast().isCompleted()).isTrue();
        assertThat(result.response().usage())
                .hasValueSatisfying(usage -> assertThat(usage.outputTokens()).isPositive());
    }

    @ParameterizedTest
    @EnumSource
    void endsIncompleteAtTheBoundOfTokens(Behind behind) {
        ResponseCreateParams params =
                ask(behind).maxOutputTokens(3).input("Hello").build();

        for (Result result : List.of(openai.whole(params), openai.streamed(params))) {
            assertThat(result.response().status()).contains(ResponseStatus.INCOMPLETE);
            assertThat(result.response()
                            .incompleteDetails()
                            .orElseThrow()
                            .reason()
                            .orElseThrow()
                            .asString())
                    .isEqualTo("max_output_tokens");
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsToolsInParallelAndTakesTheirResults(Behind behind) {
        loops(behind, openai::whole);
    }

    @ParameterizedTest
    @EnumSource
    void streamsParallelToolCallsAndTakesTheirResults(Behind behind) {
        loops(behind, openai::streamed);
    }

    private static void loops(Behind behind, Function<ResponseCreateParams, Result> call) {
        List<ResponseInputItem> conversation = new ArrayList<>();
        conversation.add(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addInputTextContent(Samples.TWO_TOOLS)
                .build()));
        ResponseCreateParams question = ask(behind)
                .inputOfResponse(conversation)
                .addTool(tool(Samples.WEATHER))
                .addTool(tool(Samples.TIME))
                .build();

        Result calls = call.apply(question);
        calls.response().output().forEach(item -> conversation.add(asInput(item)));
        conversation.add(output(calls.calls().getFirst(), "sunny"));
        conversation.add(output(calls.calls().getLast(), "noon"));
        Result answer =
                call.apply(question.toBuilder().inputOfResponse(conversation).build());

        assertThat(calls.deployments()).containsExactly(behind.deployment());
        assertThat(calls.calls())
                .extracting(ResponseFunctionToolCall::name)
                .containsExactly(Samples.WEATHER, Samples.TIME);
        assertThat(calls.calls()).extracting(ResponseFunctionToolCall::callId).doesNotHaveDuplicates();
        assertThat(calls.calls())
                .allSatisfy(each -> assertThat(JsonCodec.MAPPER
                                .readTree(each.arguments())
                                .path("city")
                                .asText())
                        .contains("Rome"));
        assertThat(answer.text())
                .contains("The tool answered")
                .contains("sunny")
                .contains("noon");
    }

    private static ResponseInputItem asInput(ResponseOutputItem item) {
        return item.functionCall()
                .map(ResponseInputItem::ofFunctionCall)
                .or(() -> item.message().map(ResponseInputItem::ofResponseOutputMessage))
                .or(() -> item.reasoning().map(ResponseInputItem::ofReasoning))
                .orElseThrow();
    }

    private static ResponseInputItem output(ResponseFunctionToolCall call, String text) {
        return ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output(text)
                .build());
    }

    @ParameterizedTest
    @EnumSource
    void answersByASchema(Behind behind) {
        City city = openai.typed(ask(behind).input("Rome").text(City.class).build());

        assertThat(city.city).isEqualTo("Rome");
    }

    @ParameterizedTest
    @EnumSource
    void sendsAPicture(Behind behind) {
        ResponseInputItem message = ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addInputTextContent("What is it?")
                .addContent(ResponseInputContent.ofInputImage(ResponseInputImage.builder()
                        .imageUrl("data:image/png;base64," + Samples.PNG)
                        .detail(ResponseInputImage.Detail.AUTO)
                        .build()))
                .build());

        Result result =
                openai.whole(ask(behind).inputOfResponse(List.of(message)).build());

        assertThat(result.deployments()).containsExactly(behind.deployment());
        assertThat(result.text()).contains(Samples.SEEN).contains("What is it?");
    }

    @ParameterizedTest
    @EnumSource(names = {"ANTHROPIC", "BEDROCK", "GEMINI"})
    void showsThoughts(Behind behind) {
        ResponseCreateParams params = ask(behind)
                .maxOutputTokens(4000)
                .input("Hello")
                .reasoning(Reasoning.builder()
                        .effort(ReasoningEffort.LOW)
                        .summary(Reasoning.Summary.AUTO)
                        .build())
                .build();

        for (Result result : List.of(openai.whole(params), openai.streamed(params))) {
            List<ResponseReasoningItem> thoughts = result.response().output().stream()
                    .map(ResponseOutputItem::reasoning)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(thoughts).isNotEmpty();
            assertThat(thoughts.getFirst().summary())
                    .singleElement()
                    .satisfies(summary -> assertThat(summary.text()).contains("simulator"));
            // Gemini's thoughts need no seal to come back
            assertThat(thoughts.getFirst().encryptedContent().isPresent()).isNotEqualTo(behind == Behind.GEMINI);
            assertThat(result.text()).contains("You said: Hello");
        }
    }
}
