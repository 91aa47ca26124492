package gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.model.Completion;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

class BedrockAnswerTest {
    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP_SEQUENCE",
        "tool_use, TOOL_CALLS",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "guardrail_intervened, CONTENT_FILTER",
        "content_filtered, CONTENT_FILTER",
        "malformed_tool_use, OTHER",
        "malformed_model_output, OTHER",
        "something_new, OTHER"
    })
    void tellsWhyAnAnswerEnded(String word, FinishReason reason) {
        assertThat(BedrockAnswer.finish(StopReason.fromValue(word))).isEqualTo(reason);
    }

    @Test
    void countsCachedTokensAsInput() {
        TokenUsage usage = TokenUsage.builder()
                .inputTokens(13)
                .cacheReadInputTokens(1504)
                .outputTokens(5)
                .totalTokens(1522)
                .build();

        assertThat(BedrockAnswer.usage(usage)).isEqualTo(new Usage(1517, 1504, 0, 0, 5, 0));
    }

    @Test
    void keepsEncryptedThoughtsAsBase64() {
        ContentBlock block = ContentBlock.fromReasoningContent(
                ReasoningContentBlock.fromRedactedContent(SdkBytes.fromUtf8String("sealed")));

        assertThat(read(block).content()).containsExactly(new Part.RedactedThinking("c2VhbGVk"));
    }

    @Test
    void givesAToolItsOwnNameBack() {
        ContentBlock block = ContentBlock.fromToolUse(
                use -> use.toolUseId("t1").name("short").input(Document.fromMap(Map.of())));

        assertThat(read(block).content())
                .containsExactly(new Part.ToolCall("t1", "the.client's own", Json.EMPTY_OBJECT, null));
    }

    @Test
    void failsOnABlockOfAnUnknownKind() {
        ContentBlock unknown = ContentBlock.builder().build();

        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> read(unknown))
                .extracting(FailedException::failure)
                .isEqualTo(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    private static Completion read(ContentBlock block) {
        ConverseResponse response = ConverseResponse.builder()
                .output(output -> output.message(message -> message.content(block)))
                .stopReason(StopReason.END_TURN)
                .build();
        return BedrockAnswer.read(response, Map.of("short", "the.client's own"));
    }
}
