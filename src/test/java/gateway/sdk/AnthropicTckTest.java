package gateway.sdk;

import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.common.AbstractChatModelIT;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
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

/** LangChain4j's own tests of a chat model, by Anthropic's API, with each dialect behind. */
class AnthropicTckTest extends AbstractChatModelIT {
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
    protected List<ChatModel> models() {
        return models(behind -> true);
    }

    private List<ChatModel> models(Predicate<Behind> which) {
        return Stream.of(Behind.values())
                .filter(which)
                .map(behind -> model(behind, LangChainModels.NO_DEFAULTS))
                .toList();
    }

    @Override
    protected ChatModel createModelWith(ChatRequestParameters defaults) {
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
    protected Class<? extends ChatResponseMetadata> chatResponseMetadataType(ChatModel model) {
        return AnthropicChatResponseMetadata.class;
    }

    @Override
    protected Class<? extends TokenUsage> tokenUsageType(ChatModel model) {
        return AnthropicTokenUsage.class;
    }

    private ChatModel model(Behind behind, ChatRequestParameters defaults) {
        return LangChainModels.whole(Api.ANTHROPIC, behind, gateway, TestGateway.KEY, defaults);
    }

    /** LangChain4j refuses it by itself. */
    @Override
    protected boolean supportsJsonResponseFormat() {
        return false;
    }

    @Override
    @ParameterizedTest
    @MethodSource("takingUrls")
    protected void should_accept_single_image_as_public_URL(ChatModel model) {
        super.should_accept_single_image_as_public_URL(model);
    }

    @Override
    @ParameterizedTest
    @MethodSource("takingUrls")
    protected void should_accept_multiple_images_as_public_URLs(ChatModel model) {
        super.should_accept_multiple_images_as_public_URLs(model);
    }

    /** Bedrock takes no picture by its URL. */
    List<ChatModel> takingUrls() {
        return models(behind -> behind != Behind.BEDROCK);
    }
}
