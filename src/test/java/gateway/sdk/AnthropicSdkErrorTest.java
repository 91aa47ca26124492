package gateway.sdk;

import static gateway.sdk.AnthropicCalls.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.core.JsonValue;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.MessageCreateParams;
import gateway.app.TestGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Anthropic's SDK for Java: every failure arrives as the exception that it has for it. */
class AnthropicSdkErrorTest {
    private static TestGateway gateway;
    private static AnthropicCalls anthropic;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(Samples.NO_BREAKER);
        anthropic = new AnthropicCalls(gateway, TestGateway.KEY);
    }

    @AfterAll
    static void stop() {
        anthropic.close();
        gateway.close();
    }

    @AfterEach
    void clear() {
        gateway.simulator().faults().clear();
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheKeyIsWrong(Behind behind) {
        try (AnthropicCalls stranger = new AnthropicCalls(gateway, "sk-serai-nobody-0")) {
            MessageCreateParams params = hello(behind);

            UnauthorizedException failure =
                    catchThrowableOfType(UnauthorizedException.class, () -> stranger.whole(params));

            assertThat(failure.errorType()).hasValue(ErrorType.AUTHENTICATION_ERROR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheModelIsUnknown(Behind behind) {
        MessageCreateParams params =
                hello(behind).toBuilder().model(behind.model() + "-9").build();

        NotFoundException failure = catchThrowableOfType(NotFoundException.class, () -> anthropic.streamed(params));

        assertThat(failure.errorType()).hasValue(ErrorType.NOT_FOUND_ERROR);
        assertThat(failure.headers().values("x-serai-code")).containsExactly("model_not_found");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsMalformed(Behind behind) {
        MessageCreateParams params = hello(behind).toBuilder()
                .putAdditionalBodyProperty("temperature", JsonValue.from("hot"))
                .build();

        BadRequestException failure = catchThrowableOfType(BadRequestException.class, () -> anthropic.whole(params));

        assertThat(failure.errorType()).hasValue(ErrorType.INVALID_REQUEST_ERROR);
        assertThat(failure.getMessage()).contains("temperature");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatAllProvidersFailed(Behind behind) {
        gateway.simulator().faults().put("all", Samples.SERVER_ERROR);
        MessageCreateParams params = hello(behind);

        InternalServerException whole =
                catchThrowableOfType(InternalServerException.class, () -> anthropic.whole(params));
        InternalServerException streamed =
                catchThrowableOfType(InternalServerException.class, () -> anthropic.streamed(params));

        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(whole.errorType()).hasValue(ErrorType.API_ERROR);
        assertThat(whole.headers().values("retry-after")).isNotEmpty();
        assertThat(streamed.statusCode()).isEqualTo(502);
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenARateLimitIsOver(Behind behind) {
        try (TestGateway fresh = TestGateway.start();
                AnthropicCalls calls = new AnthropicCalls(fresh, TestGateway.KEY)) {
            fresh.simulator().faults().put("all", behind.rateLimit());
            MessageCreateParams params = hello(behind);

            RateLimitException failure = catchThrowableOfType(RateLimitException.class, () -> calls.whole(params));

            assertThat(failure.errorType()).hasValue(ErrorType.RATE_LIMIT_ERROR);
            assertThat(failure.headers().values("retry-after")).containsExactly("7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenTheProviderSendsAnErrorInMidStream(Behind behind) {
        gateway.simulator().faults().put("all", Samples.ERROR_IN_STREAM);
        MessageCreateParams params = hello(behind);

        AnthropicException failure = catchThrowableOfType(AnthropicException.class, () -> anthropic.streamed(params));

        assertThat(failure).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenTheProviderBreaksOffInMidStream(Behind behind) {
        gateway.simulator().faults().put("all", Samples.CUT_STREAM);
        MessageCreateParams params = hello(behind);

        AnthropicException failure = catchThrowableOfType(AnthropicException.class, () -> anthropic.streamed(params));

        assertThat(failure).isNotNull();
    }

    private static MessageCreateParams hello(Behind behind) {
        return ask(behind).addUserMessage("Hello").build();
    }
}
