package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import gateway.app.TestGateway;
import gateway.sdk.LangChainModels.Api;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** LangChain4j through both client APIs: every failure arrives as the exception that it has for it. */
class LangChainErrorTest {
    private static TestGateway gateway;

    static Stream<Arguments> ways() {
        return LangChainTest.ways();
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(Samples.NO_BREAKER);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void clear() {
        gateway.simulator().faults().clear();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void saysThatTheKeyIsWrong(Api api, Behind behind) {
        ChatModel model = LangChainModels.whole(api, behind, gateway, "sk-serai-nobody-0");

        AuthenticationException failure =
                catchThrowableOfType(AuthenticationException.class, () -> model.chat("Hello"));

        assertThat(failure).hasMessageContaining("key");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void saysThatTheModelIsUnknown(Api api, Behind behind) {
        ChatModel model = LangChainModels.whole(api, behind, gateway, TestGateway.KEY);
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Hello"))
                .modelName(behind.model() + "-9")
                .build();

        ModelNotFoundException failure = catchThrowableOfType(ModelNotFoundException.class, () -> model.chat(request));

        assertThat(failure).hasMessageContaining("GET /v1/models");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void saysWhatIsMalformed(Api api, Behind behind) {
        ChatModel model = LangChainModels.whole(api, behind, gateway, TestGateway.KEY);
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Hello"))
                .temperature(-7.0)
                .build();

        InvalidRequestException failure =
                catchThrowableOfType(InvalidRequestException.class, () -> model.chat(request));

        assertThat(failure).hasMessageContaining("temperature");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void saysThatAllProvidersFailed(Api api, Behind behind) {
        gateway.simulator().faults().put("all", Samples.SERVER_ERROR);
        ChatModel model = LangChainModels.whole(api, behind, gateway, TestGateway.KEY);

        InternalServerException failure =
                catchThrowableOfType(InternalServerException.class, () -> model.chat("Hello"));

        assertThat(failure).hasMessageContaining("no provider could answer");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatARateLimitIsReached(Api api) {
        try (TestGateway fresh = TestGateway.start()) {
            fresh.simulator().faults().put("all", Behind.OPENAI.rateLimit());
            ChatModel model = LangChainModels.whole(api, Behind.OPENAI, fresh, TestGateway.KEY);

            RateLimitException failure = catchThrowableOfType(RateLimitException.class, () -> model.chat("Hello"));

            assertThat(failure).hasMessageContaining("rate limits");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsWhenTheProviderSendsAnErrorInMidStream(Api api, Behind behind) {
        gateway.simulator().faults().put("all", Samples.ERROR_IN_STREAM);
        StreamingChatModel model = LangChainModels.streaming(api, behind, gateway);

        ExecutionException failure =
                catchThrowableOfType(ExecutionException.class, () -> LangChainModels.await(model, hello()));

        assertThat(failure).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void failsWhenTheProviderBreaksOffInMidStream(Api api, Behind behind) {
        gateway.simulator().faults().put("all", Samples.CUT_STREAM);
        StreamingChatModel model = LangChainModels.streaming(api, behind, gateway);

        ExecutionException failure =
                catchThrowableOfType(ExecutionException.class, () -> LangChainModels.await(model, hello()));

        assertThat(failure).isNotNull();
    }

    private static ChatRequest hello() {
        return ChatRequest.builder().messages(UserMessage.from("Hello")).build();
    }
}
