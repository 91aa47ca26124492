package gateway.wire.bedrock;

import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static gateway.wire.bedrock.ChatDraft.LLAMA_EU;
import static gateway.wire.bedrock.ChatDraft.WEATHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

class BedrockRequestTest {
    private static final String LONG_ID = "call/" + "x".repeat(80);
    private static final Part CALL = new Part.ToolCall(LONG_ID, "get_weather", Json.EMPTY_OBJECT, null);
    private static final Part RESULT = new Part.ToolResult(LONG_ID, null, List.of(), false);

    @Test
    void shortensAnIdForCallAndResultAlike() {
        ChatDraft draft = ChatDraft.hello().assistant(CALL).user(RESULT).tools(WEATHER);

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        String called = request.messages().get(1).content().getFirst().toolUse().toolUseId();
        String answered =
                request.messages().get(2).content().getFirst().toolResult().toolUseId();
        assertThat(called).isEqualTo(answered).hasSize(64).matches("[a-zA-Z0-9_.:-]+");
    }

    @Test
    void tellsTheModelThatAToolAnsweredNothing() {
        ChatDraft draft = ChatDraft.hello().assistant(CALL).user(RESULT).tools(WEATHER);

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(request.messages().get(2).content().getFirst().toolResult().content())
                .extracting(block -> block.text())
                .containsExactly("(no output)");
    }

    @Test
    void leavesToolsOutWhenNoneMayBeCalled() {
        ChatDraft draft = ChatDraft.hello().tools(WEATHER).choice(new ToolChoice.None());

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(request.tools()).isNull();
        assertThat(request.lost()).isEmpty();
    }

    @Test
    void keepsToolsWhenNoneMayBeCalledButSomeWere() {
        ChatDraft draft =
                ChatDraft.hello().assistant(CALL).user(RESULT).tools(WEATHER).choice(new ToolChoice.None());

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(specs(request)).extracting(ToolSpecification::name).containsExactly("get_weather");
        assertThat(request.lost()).containsExactly("tool_choice");
    }

    @Test
    void makesUpTheToolsThatWereCalledAndAreGone() {
        ChatDraft draft = ChatDraft.hello().assistant(CALL).user(RESULT);

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(specs(request)).extracting(ToolSpecification::name).containsExactly("get_weather");
    }

    @Test
    void describesAToolWithoutADescriptionByItsName() {
        ChatDraft draft = ChatDraft.hello().tools(new Tool("look_up", "", Json.EMPTY_OBJECT, true));

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(specs(request)).singleElement().satisfies(spec -> {
            assertThat(spec.description()).isEqualTo("look_up");
            assertThat(spec.strict()).isTrue();
        });
    }

    @Test
    void remembersTheNameOfAToolThatHadToBeShortened() {
        String name = "n".repeat(100);
        ChatDraft draft = ChatDraft.hello().tools(new Tool(name, null, Json.EMPTY_OBJECT, null));

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        String sent = specs(request).getFirst().name();
        assertThat(sent).hasSize(64);
        assertThat(request.toolNames()).containsEntry(sent, name);
    }

    @Test
    void dropsMessagesWithoutContent() {
        ChatDraft draft = ChatDraft.hello().assistant(new Part.Text("")).user(new Part.Text("Still there?"));

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(request.messages())
                .flatExtracting(message -> message.content())
                .extracting(ContentBlock::text)
                .containsExactly("Hello!", "Still there?");
    }

    @Test
    void losesThoughtsWithoutASeal() {
        ChatDraft draft = ChatDraft.hello().assistant(new Part.Thinking("Hm.", null), new Part.Text("Hi."));

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(request.messages().get(1).content()).hasSize(1);
        assertThat(request.lost()).containsExactly("messages.reasoning_content");
    }

    @Test
    void losesCachePointsWhereTheModelHasNone() {
        ChatDraft draft = ChatDraft.hello().user(new Part.CachePoint(null)).from(Dialect.ANTHROPIC);

        BedrockRequest request = BedrockRequest.of(draft.build(), LLAMA_EU);

        assertThat(request.messages().getFirst().content()).hasSize(1);
        assertThat(request.lost()).containsExactly("cache_control");
    }

    @Test
    void tellsOfAPicturesDetail() {
        ChatDraft draft = ChatDraft.hello().user(new Part.Image(new Media("image/jpg", "aW1n", null), "high"));

        BedrockRequest request = BedrockRequest.of(draft.build(), CLAUDE_EU);

        assertThat(request.lost()).containsExactly("messages.image_url.detail");
    }

    @Test
    void refusesContentThatOnlyAnotherDialectKnows() {
        ChatDraft draft = ChatDraft.hello().user(new Part.Other(Dialect.OPENAI, "input_audio", Json.EMPTY_OBJECT));

        assertThatThrownBy(() -> BedrockRequest.of(draft.build(), CLAUDE_EU))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOfSatisfying(
                                        Refusal.UnsupportedFeature.class,
                                        what -> assertThat(what.problem()).contains("'input_audio'")));
    }

    @Test
    void marksToolsForTheCache() {
        Tool tool = new Tool("look_up", "Looks", Json.EMPTY_OBJECT, null, new Part.CachePoint(null));

        BedrockRequest request = BedrockRequest.of(ChatDraft.hello().tools(tool).build(), CLAUDE_EU);

        assertThat(Objects.requireNonNull(request.tools()).tools())
                .hasSize(2)
                .last()
                .satisfies(last -> assertThat(last.cachePoint()).isNotNull());
        assertThat(request.lost()).isEmpty();
    }

    @Test
    void isTheSameWholeAndStreamed() {
        BedrockRequest request = BedrockRequest.of(
                ChatDraft.hello().tools(WEATHER).temperature(0.5).build(), CLAUDE_EU);

        assertThat(request.streamed(Duration.ofSeconds(1)).messages())
                .isEqualTo(request.whole(Duration.ofSeconds(1)).messages());
        assertThat(request.streamed(Duration.ofSeconds(1)).toolConfig()).isEqualTo(request.tools());
    }

    @Test
    void showsNoContent() {
        BedrockRequest request = BedrockRequest.of(ChatDraft.hello().build(), CLAUDE_EU);

        assertThat(request.toString()).doesNotContain("Hello!");
    }

    private static List<ToolSpecification> specs(BedrockRequest request) {
        return request.whole(Duration.ofSeconds(1)).toolConfig().tools().stream()
                .map(tool -> tool.toolSpec())
                .toList();
    }
}
