package gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Failure;
import gateway.model.Redacted;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;

class BedrockFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "429, ThrottlingException, Slow down, RATE_LIMITED",
        "429, ModelNotReadyException, Loading, RATE_LIMITED",
        "400, ServiceQuotaExceededException, Quota, RATE_LIMITED",
        "400, ValidationException, Input is too long for requested model., CONTEXT_LENGTH",
        "400, ValidationException, Input Tokens Exceeded: Number of input tokens, CONTEXT_LENGTH",
        "400, ValidationException, The provided model identifier is invalid., OUR_FAULT",
        "400, ValidationException, Invocation with on-demand throughput isn't supported, OUR_FAULT",
        "400, ValidationException, Malformed input request, CLIENT_FAULT",
        "403, AccessDeniedException, No, OUR_FAULT",
        "403, UnrecognizedClientException, No, OUR_FAULT",
        "403, ExpiredTokenException, No, OUR_FAULT",
        "404, ResourceNotFoundException, No, OUR_FAULT",
        "408, ModelTimeoutException, Late, BROKEN",
        "424, ModelErrorException, Oh, BROKEN",
        "424, modelStreamErrorException, Oh, BROKEN",
        "500, InternalServerException, Oh, BROKEN",
        "503, ServiceUnavailableException, Oh, BROKEN",
        "400, , The provided model identifier is invalid., OUR_FAULT",
        "403, SomethingNewException, No, OUR_FAULT",
        "502, , Oh, BROKEN"
    })
    void classifiesTheServicesErrors(int status, String code, String words, Failure.Kind kind) {
        Failure failure = BedrockFailures.of(new CompletionException(error(status, code, words)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
    }

    @Test
    void cutsTheAddressOffTheName() {
        Failure failure = BedrockFailures.of(error(429, "throttlingException:http://internal/", "Slow down"));

        assertThat(failure.code()).isEqualTo("ThrottlingException");
    }

    @Test
    void keepsTheProvidersWordsForTheClientAlone() {
        Failure rejected = BedrockFailures.of(error(400, "ValidationException", "Bad field"));
        Failure denied = BedrockFailures.of(error(403, "AccessDeniedException", "arn:aws:iam::1"));

        assertThat(rejected.detail()).isEqualTo(new Redacted("Bad field"));
        assertThat(denied.detail()).isNull();
    }

    @Test
    void readsHowLongToWait() {
        BedrockRuntimeException error = (BedrockRuntimeException) BedrockRuntimeException.builder()
                .statusCode(429)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .sdkHttpResponse(SdkHttpResponse.builder()
                                .putHeader("Retry-After", "7")
                                .build())
                        .build())
                .build();

        assertThat(BedrockFailures.of(error).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void tellsTheSdksOwnErrorsApart() {
        assertThat(BedrockFailures.of(ApiCallTimeoutException.create(10)).kind())
                .isEqualTo(Failure.Kind.TIMEOUT);
        assertThat(BedrockFailures.of(new CancellationException()).kind()).isEqualTo(Failure.Kind.CANCELLED);
        assertThat(BedrockFailures.of(client(new IOException("reset"))).kind()).isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(BedrockFailures.of(client(new IllegalStateException(new TimeoutException())))
                        .kind())
                .isEqualTo(Failure.Kind.UNREACHABLE);
        assertThat(BedrockFailures.of(SdkClientException.create("Unable to load credentials"))
                        .kind())
                .isEqualTo(Failure.Kind.OUR_FAULT);
        assertThat(BedrockFailures.of(new IllegalStateException("what")).code()).isEqualTo("garbage");
    }

    private static SdkClientException client(Throwable cause) {
        return SdkClientException.create("failed", cause);
    }

    private static Throwable error(int status, String code, String words) {
        return BedrockRuntimeException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(words)
                        .build())
                .build();
    }
}
