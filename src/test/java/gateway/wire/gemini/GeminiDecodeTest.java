package gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiDecodeTest {
    private final GeminiProviderCodec codec = new GeminiProviderCodec();

    @Test
    void readsTextWithItsIdAndModel() {
        String answer = """
                {"candidates":[{"content":{"role":"model","parts":[{"text":"Vi"},{"text":""},{"text":"enna."}]},
                "finishReason":"STOP"}],"modelVersion":"gemini-2.5-flash","responseId":"r1"}""";

        Completion completion = decode(answer);

        assertThat(completion)
                .isEqualTo(new Completion(
                        "r1", "gemini-2.5-flash", List.of(new Part.Text("Vienna.")), FinishReason.STOP, null, null));
    }

    @Test
    void countsThoughtsAsOutputAndToolPromptsAsInput() {
        String answer = """
                {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":{
                "promptTokenCount":100,"cachedContentTokenCount":60,"toolUsePromptTokenCount":5,
                "candidatesTokenCount":7,"thoughtsTokenCount":40,"totalTokenCount":152}}""";

        Completion completion = decode(answer);

        assertThat(completion.usage()).isEqualTo(new Usage(105, 60, 0, 0, 47, 40));
    }

    @Test
    void readsThoughtsCallsAndTheirSeals() {
        String answer = """
                {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true,"thoughtSignature":"c2VhbA=="},
                {"functionCall":{"id":"hq1","name":"f","args":{"a":1}},"thoughtSignature":"bW9yZQ=="}]},
                "finishReason":"STOP"}]}""";

        Completion completion = decode(answer);

        assertThat(completion.content())
                .containsExactly(
                        new Part.Thinking("Hm", "gemini:c2VhbA=="),
                        new Part.ToolCall("hq1", "f", new Json("{\"a\":1}"), "bW9yZQ=="));
        assertThat(completion.finish()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void givesEachCallWithoutIdOneOfItsOwnThatIsTheSameNextTime() {
        String answer = """
                {"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"f"}}]},
                "finishReason":"STOP"}],"responseId":"r1"}""";

        List<String> ids = ids(decode(answer));

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("call_gem_[0-9a-f]{20}_[01]"));
        assertThat(ids(decode(answer))).isEqualTo(ids);
        assertThat(ids(decode(answer.replace("r1", "r2")))).doesNotContainAnyElementsOf(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_TOKENS, LENGTH",
        "SAFETY, CONTENT_FILTER",
        "RECITATION, CONTENT_FILTER",
        "BLOCKLIST, CONTENT_FILTER",
        "PROHIBITED_CONTENT, CONTENT_FILTER",
        "SPII, CONTENT_FILTER",
        "IMAGE_SAFETY, CONTENT_FILTER",
        "MODEL_ARMOR, CONTENT_FILTER",
        "NEW_SAFETY_RULE, CONTENT_FILTER",
        "MALFORMED_FUNCTION_CALL, OTHER",
        "FAKE_ENUM, OTHER"
    })
    void readsTheReasonOfACandidateWithoutContent(String reason, FinishReason finish) {
        String answer = "{\"candidates\":[{\"content\":{},\"finishReason\":\"" + reason + "\"}]}";

        Completion completion = decode(answer);

        assertThat(completion.finish()).isEqualTo(finish);
        assertThat(completion.content()).isEmpty();
    }

    @Test
    void readsAReasonThatIsANumber() {
        String answer = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":2}]}";

        Completion completion = decode(answer);

        assertThat(completion.finish()).isEqualTo(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}",
                "{\"candidates\":[],\"promptFeedback\":{\"blockReasonMessage\":\"no\"}}"
            })
    void takesABlockedPromptAsAFilteredAnswer(String answer) {
        Completion completion = decode(answer);

        assertThat(completion.finish()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(completion.content()).isEmpty();
    }

    @Test
    void keepsAPartThatNobodyElseKnows() {
        String answer = """
                {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AA"}}]},
                "finishReason":"STOP"}]}""";

        Completion completion = decode(answer);

        assertThat(completion.content())
                .containsExactly(new Part.Other(
                        Dialect.GEMINI,
                        "inlineData",
                        new Json("{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA\"}}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "\"text\"", "null", "{}", "{\"candidates\":[{}]}", "{\"candidates\":["})
    void failsOnGarbage(String answer) {
        var failed = assertThatExceptionOfType(FailedException.class).isThrownBy(() -> decode(answer));

        failed.extracting(FailedException::failure).isEqualTo(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    @Test
    void failsOnAnErrorInSpiteOfTheStatus() {
        String answer = "{\"error\":{\"code\":503,\"message\":\"secret\",\"status\":\"UNAVAILABLE\"}}";

        var failed = assertThatExceptionOfType(FailedException.class).isThrownBy(() -> decode(answer));

        failed.extracting(FailedException::failure).isEqualTo(Failure.of(Failure.Kind.BROKEN, 503, "UNAVAILABLE"));
    }

    private Completion decode(String answer) {
        return codec.decode(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ids(Completion completion) {
        return completion.content().stream()
                .map(part -> ((Part.ToolCall) part).id())
                .toList();
    }
}
