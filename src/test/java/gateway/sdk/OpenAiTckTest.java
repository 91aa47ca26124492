package gateway.sdk;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.common.AbstractChatModelIT;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
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

/** LangChain4j's own tests of a chat model, by OpenAI's API, with each dialect behind. */
class OpenAiTckTest extends AbstractChatModelIT {
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
        return OpenAiChatRequestParameters.builder()
                .maxOutputTokens(maxOutputTokens)
                .build();
    }

    @Override
    protected Class<? extends ChatResponseMetadata> chatResponseMetadataType(ChatModel model) {
        return OpenAiChatResponseMetadata.class;
    }

    @Override
    protected Class<? extends TokenUsage> tokenUsageType(ChatModel model) {
        return OpenAiTokenUsage.class;
    }

    private ChatModel model(Behind behind, ChatRequestParameters defaults) {
        return LangChainModels.whole(Api.OPENAI, behind, gateway, TestGateway.KEY, defaults);
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
