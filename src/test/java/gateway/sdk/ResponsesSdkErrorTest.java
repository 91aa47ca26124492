package gateway.sdk;

import static gateway.sdk.ResponsesCalls.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIException;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.WebSearchTool;
import gateway.app.TestGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's SDK for Java and its Responses API: every failure arrives as one. */
class ResponsesSdkErrorTest {
    private static TestGateway gateway;
    private static ResponsesCalls openai;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(Samples.NO_BREAKER);
        openai = new ResponsesCalls(gateway, TestGateway.KEY);
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

    @Test
    void saysThatAToolOfOpenAisCannotRun() {
        ResponseCreateParams params = ask(Behind.ANTHROPIC)
                .input("Hello")
                .addTool(WebSearchTool.builder()
                        .type(WebSearchTool.Type.WEB_SEARCH)
                        .build())
                .build();

        BadRequestException failure = catchThrowableOfType(BadRequestException.class, () -> openai.whole(params));

        assertThat(failure.code()).hasValue("unsupported_feature");
        assertThat(failure.param()).hasValue("tools[0].type");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatAllProvidersFailed(Behind behind) {
        gateway.simulator().faults().put("all", Samples.SERVER_ERROR);

        InternalServerException whole =
                catchThrowableOfType(InternalServerException.class, () -> openai.whole(hello(behind)));
        InternalServerException streamed =
                catchThrowableOfType(InternalServerException.class, () -> openai.streamed(hello(behind)));

        assertThat(whole.code()).hasValue("all_providers_failed");
        assertThat(streamed.statusCode()).isEqualTo(502);
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenTheProviderSendsAnErrorInMidStream(Behind behind) {
        gateway.simulator().faults().put("all", Samples.ERROR_IN_STREAM);

        assertThat(catchThrowableOfType(OpenAIException.class, () -> openai.streamed(hello(behind))))
                .isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenTheProviderBreaksOffInMidStream(Behind behind) {
        gateway.simulator().faults().put("all", Samples.CUT_STREAM);

        assertThat(catchThrowableOfType(OpenAIException.class, () -> openai.streamed(hello(behind))))
                .isNotNull();
    }

    private static ResponseCreateParams hello(Behind behind) {
        return ask(behind).input("Hello").build();
    }
}
