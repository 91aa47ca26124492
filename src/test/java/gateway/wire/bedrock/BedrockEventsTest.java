package gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Chunk;
import gateway.model.FinishReason;
import gateway.model.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class BedrockEventsTest {
    private final BedrockEvents events = new BedrockEvents("request-7", Map.of("short", "the.client's own"));

    @Test
    void numbersToolCallsFromZeroWhateverTheirBlocksAre() {
        events.next(toolStart(1, "a", "f"));
        ConverseStreamOutput second = toolStart(3, "b", "short");

        assertThat(events.next(second).chunks())
                .containsExactly(new Chunk.ToolCallStarted(1, "b", "the.client's own", null));
        assertThat(events.next(delta(1, ContentBlockDelta.fromToolUse(use -> use.input("{"))))
                        .chunks())
                .containsExactly(new Chunk.ToolCallArguments(0, "{"));
    }

    @Test
    void passesWhitespaceAndDropsNothingness() {
        ConverseStreamOutput space = delta(0, ContentBlockDelta.fromText(" \n"));
        ConverseStreamOutput nothing = delta(0, ContentBlockDelta.fromText(""));

        assertThat(events.next(space).chunks()).containsExactly(new Chunk.TextDelta(" \n"));
        assertThat(events.next(nothing).chunks()).isEmpty();
    }

    @Test
    void passesEncryptedThoughts() {
        ConverseStreamOutput sealed = delta(
                0,
                ContentBlockDelta.fromReasoningContent(
                        ReasoningContentBlockDelta.fromRedactedContent(SdkBytes.fromUtf8String("sealed"))));

        assertThat(events.next(sealed).chunks()).containsExactly(new Chunk.RedactedThinkingBlock("c2VhbGVk"));
    }

    @Test
    void isCompleteOnceTheMessageHasStopped() {
        events.next(delta(0, ContentBlockDelta.fromText("a")));
        boolean before = events.complete();

        events.next(ConverseStreamOutput.messageStopBuilder()
                .stopReason(StopReason.MAX_TOKENS)
                .build());

        assertThat(before).isFalse();
        assertThat(events.complete()).isTrue();
    }

    @Test
    void tellsUsageAfterTheEnd() {
        ConverseStreamOutput stop = ConverseStreamOutput.messageStopBuilder()
                .stopReason(StopReason.END_TURN)
                .build();
        ConverseStreamOutput metadata = ConverseStreamOutput.metadataBuilder()
                .usage(usage -> usage.inputTokens(3).outputTokens(4))
                .build();

        assertThat(events.next(stop).chunks()).containsExactly(new Chunk.Finished(FinishReason.STOP, null));
        assertThat(events.next(metadata).chunks())
                .containsExactly(new Chunk.UsageSeen(Usage.of(3, 4)), new Chunk.Done());
    }

    @Test
    void passesOverUnknownEvents() {
        assertThat(events.next(ConverseStreamOutput.UNKNOWN).chunks()).isEmpty();
    }

    private static ConverseStreamOutput toolStart(int block, String id, String name) {
        return ConverseStreamOutput.contentBlockStartBuilder()
                .contentBlockIndex(block)
                .start(ContentBlockStart.fromToolUse(use -> use.toolUseId(id).name(name)))
                .build();
    }

    private static ConverseStreamOutput delta(int block, ContentBlockDelta delta) {
        return ConverseStreamOutput.contentBlockDeltaBuilder()
                .contentBlockIndex(block)
                .delta(delta)
                .build();
    }
}
