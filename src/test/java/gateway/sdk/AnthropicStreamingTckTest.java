package gateway.sdk;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.verify;

import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.common.AbstractStreamingChatModelIT;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import gateway.app.TestGateway;
import gateway.sdk.LangChainModels.Api;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.InOrder;

/** LangChain4j's own tests of a streaming model, by Anthropic's API, with each dialect behind. */
class AnthropicStreamingTckTest extends AbstractStreamingChatModelIT {
    private TestGateway gateway;

    @BeforeAll
    void start() {
        gateway = TestGateway.start();
        Knowledge.teach(gateway.simulator());
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Override
    protected List<StreamingChatModel> models() {
        return models(behind -> true);
    }

    private List<StreamingChatModel> models(Predicate<Behind> which) {
        return Stream.of(Behind.values())
                .filter(which)
                .map(behind -> model(behind, LangChainModels.NO_DEFAULTS))
                .toList();
    }

    @Override
    protected StreamingChatModel createModelWith(ChatRequestParameters defaults) {
        return model(Behind.GEMINI, defaults);
    }

    @Override
    protected String customModelName() {
        return "claude-sonnet-4-6";
    }

    @Override
    protected ChatRequestParameters createIntegrationSpecificParameters(int maxOutputTokens) {
        return AnthropicChatRequestParameters.builder()
                .maxOutputTokens(maxOutputTokens)
                .build();
    }

    @Override
    public StreamingChatModel createModelWith(ChatModelListener listener) {
        return LangChainModels.streaming(
                Api.ANTHROPIC, Behind.GEMINI, gateway, LangChainModels.NO_DEFAULTS, List.of(listener));
    }

    @Override
    protected Class<? extends ChatResponseMetadata> chatResponseMetadataType(StreamingChatModel model) {
        return AnthropicChatResponseMetadata.class;
    }

    @Override
    protected Class<? extends TokenUsage> tokenUsageType(StreamingChatModel model) {
        return AnthropicTokenUsage.class;
    }

    private StreamingChatModel model(Behind behind, ChatRequestParameters defaults) {
        return LangChainModels.streaming(Api.ANTHROPIC, behind, gateway, defaults, List.of());
    }

    /** LangChain4j refuses it by itself. */
    @Override
    protected boolean supportsJsonResponseFormat() {
        return false;
    }

    @Override
    @ParameterizedTest
    @MethodSource("takingUrls")
    protected void should_accept_single_image_as_public_URL(StreamingChatModel model) {
        super.should_accept_single_image_as_public_URL(model);
    }

    @Override
    @ParameterizedTest
    @MethodSource("takingUrls")
    protected void should_accept_multiple_images_as_public_URLs(StreamingChatModel model) {
        super.should_accept_multiple_images_as_public_URLs(model);
    }

    /** Bedrock takes no picture by its URL. */
    List<StreamingChatModel> takingUrls() {
        return models(behind -> behind != Behind.BEDROCK);
    }

    /** How the arguments are cut is the provider's business, but the calls are whole and in order. */
    @Override
    protected void verifyToolCallbacks(StreamingChatResponseHandler handler, InOrder order, String id) {
        order.verify(handler, atLeastOnce()).onPartialToolCall(any(), any());
        order.verify(handler).onCompleteToolCall(complete(0, id, "getWeather", Knowledge.MUNICH));
    }

    @Override
    protected void verifyToolCallbacks(StreamingChatResponseHandler handler, InOrder order, StreamingChatModel model) {
        order.verify(handler, atLeast(0)).onPartialToolCall(any(), any());
        order.verify(handler).onCompleteToolCall(any());
    }

    @Override
    protected void verifyToolCallbacks(
            StreamingChatResponseHandler handler, InOrder order, String first, String second) {
        order.verify(handler).onCompleteToolCall(complete(0, first, "getWeather", Knowledge.MUNICH));
        order.verify(handler).onCompleteToolCall(complete(1, second, "getTime", Knowledge.FRANCE));
        verify(handler, atLeast(2)).onPartialToolCall(any(), any());
    }
}
