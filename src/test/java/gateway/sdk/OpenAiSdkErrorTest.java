package gateway.sdk;

import static gateway.sdk.OpenAiCalls.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import gateway.app.TestGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's SDK for Java: every failure arrives as the exception that it has for it. */
class OpenAiSdkErrorTest {
    private static TestGateway gateway;
    private static OpenAiCalls openai;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(Samples.NO_BREAKER);
        openai = new OpenAiCalls(gateway, TestGateway.KEY);
    }

    @AfterAll
    static void stop() {
        openai.close();
        gateway.close();
    }

    @AfterEach
    void clear() {
        gateway.simulator().faults().clear();
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheKeyIsWrong(Behind behind) {
        try (OpenAiCalls stranger = new OpenAiCalls(gateway, "sk-serai-nobody-0")) {
            ChatCompletionCreateParams params = hello(behind);

            UnauthorizedException failure =
                    catchThrowableOfType(UnauthorizedException.class, () -> stranger.whole(params));

            assertThat(failure.code()).hasValue("invalid_api_key");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheModelIsUnknown(Behind behind) {
        ChatCompletionCreateParams params =
                hello(behind).toBuilder().model(behind.model() + "-9").build();

        NotFoundException failure = catchThrowableOfType(NotFoundException.class, () -> openai.streamed(params));

        assertThat(failure.code()).hasValue("model_not_found");
        assertThat(failure.param()).hasValue("model");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsMalformed(Behind behind) {
        ChatCompletionCreateParams params = hello(behind).toBuilder()
                .putAdditionalBodyProperty("temperature", JsonValue.from("hot"))
                .build();

        BadRequestException failure = catchThrowableOfType(BadRequestException.class, () -> openai.whole(params));

        assertThat(failure.code()).hasValue("invalid_request");
        assertThat(failure.param()).hasValue("temperature");
        assertThat(failure.getMessage()).contains("temperature");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatAllProvidersFailed(Behind behind) {
        gateway.simulator().faults().put("all", Samples.SERVER_ERROR);
        ChatCompletionCreateParams params = hello(behind);

        OpenAIServiceException whole = catchThrowableOfType(InternalServerException.class, () -> openai.whole(params));
        OpenAIServiceException streamed =
                catchThrowableOfType(InternalServerException.class, () -> openai.streamed(params));

        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(whole.code()).hasValue("all_providers_failed");
        assertThat(whole.headers().values("retry-after")).isNotEmpty();
        assertThat(streamed.statusCode()).isEqualTo(502);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenARateLimitIsOver(Behind behind) {
        try (TestGateway fresh = TestGateway.start();
                OpenAiCalls calls = new OpenAiCalls(fresh, TestGateway.KEY)) {
            fresh.simulator().faults().put("all", behind.rateLimit());
            ChatCompletionCreateParams params = hello(behind);

            RateLimitException failure = catchThrowableOfType(RateLimitException.class, () -> calls.whole(params));

            assertThat(failure.code()).hasValue("rate_limited");
            assertThat(failure.headers().values("retry-after")).containsExactly("7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenTheProviderSendsAnErrorInMidStream(Behind behind) {
        gateway.simulator().faults().put("all", Samples.ERROR_IN_STREAM);
        ChatCompletionCreateParams params = hello(behind);

        OpenAIException failure = catchThrowableOfType(OpenAIException.class, () -> openai.streamed(params));

        assertThat(failure).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenTheProviderBreaksOffInMidStream(Behind behind) {
        gateway.simulator().faults().put("all", Samples.CUT_STREAM);
        ChatCompletionCreateParams params = hello(behind);

        OpenAIException failure = catchThrowableOfType(OpenAIException.class, () -> openai.streamed(params));

        assertThat(failure).isNotNull();
    }

    private static ChatCompletionCreateParams hello(Behind behind) {
        return ask(behind).addUserMessage("Hello").build();
    }
}
