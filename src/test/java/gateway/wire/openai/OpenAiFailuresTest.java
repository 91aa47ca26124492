package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Failure;
import gateway.model.Redacted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiFailuresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {'error':{'code':'context_length_exceeded','message':'x'}} | CONTEXT_LENGTH | context_length_exceeded",
                "400 | {'error':{'message':'The maximum context length is 8192 tokens'}} | CONTEXT_LENGTH | http_400",
                "400 | {'object':'error','message':'exceeds the maximum context length','type':'BadRequestError','code':400} | CONTEXT_LENGTH | BadRequestError",
                "400 | {'error':'input is longer than the context window'} | CONTEXT_LENGTH | http_400",
                "400 | {'error':{'code':'content_filter','innererror':{'code':'ResponsibleAIPolicyViolation'}}} | CLIENT_FAULT | content_filter",
                "400 | {'error':{'code':'unsupported_parameter','type':'invalid_request_error'}} | CLIENT_FAULT | unsupported_parameter",
                "400 | {'message':'Invalid model','type':'invalid_model','code':'1500'} | OUR_FAULT | invalid_model",
                "413 | {'error':{'type':'tokens','code':'rate_limit_exceeded'}} | UNSUPPORTED | rate_limit_exceeded",
                "422 | {'detail':[{'loc':['body'],'msg':'field required'}]} | CLIENT_FAULT | http_422",
                "400 | {'error':{'code':'tool_use_failed','type':'invalid_request_error'}} | BROKEN | tool_use_failed",
                "401 | {'error':{'code':'401','message':'Access denied'}} | OUR_FAULT | http_401",
                "401 | {'detail':'Invalid API Key'} | OUR_FAULT | http_401",
                "402 | {} | OUR_FAULT | http_402",
                "403 | {} | OUR_FAULT | http_403",
                "404 | {'error':{'code':'DeploymentNotFound'}} | OUR_FAULT | DeploymentNotFound",
                "405 | | OUR_FAULT | http_405",
                "408 | | BROKEN | http_408",
                "409 | | BROKEN | http_409",
                "429 | {'error':{'type':'tokens','code':'rate_limit_exceeded'}} | RATE_LIMITED | rate_limit_exceeded",
                "429 | {'error':{'type':'insufficient_quota','code':'insufficient_quota'}} | OUR_FAULT | insufficient_quota",
                "500 | {'error':{'type':'server_error','code':null}} | BROKEN | server_error",
                "502 | <html>Bad gateway</html> | BROKEN | http_502",
                "503 | {'error':{'code':'two words and a secret'}} | BROKEN | http_503",
                "529 | [] | BROKEN | http_529"
            })
    void classifiesByStatusAndCode(int status, @Nullable String body, Failure.Kind kind, String code) {
        String json = body == null ? "" : body.replace('\'', '"');

        Failure failure = failure(status, Map.of(), json);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).isEqualTo(status);
    }

    @Test
    void tellsTheClientWhatTheProviderSaysAboutItsRequest() {
        Failure failure = failure(400, Map.of(), "{\"error\":{\"message\":\"Wrong 'x'.\",\"code\":\"bad\"}}");

        assertThat(failure.detail()).isEqualTo(new Redacted("Wrong 'x'."));
    }

    @Test
    void keepsToItselfWhatTheProviderSaysAboutOurKey() {
        Failure failure = failure(401, Map.of(), "{\"error\":{\"message\":\"Incorrect API key provided: sk-12\"}}");

        assertThat(failure.detail()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1574, 2, 1574",
        "0, 1, 1000",
        ", 2, 2000",
        ", 0.5, 500",
        "7.2, , 8",
        ", -1, ",
        ", 'Wed, 21 Oct 2026 07:28:00 GMT', ",
        ", 99999999999999999999, ",
        ", , "
    })
    void waitsAsLongAsTheProviderSays(@Nullable String millis, @Nullable String seconds, @Nullable Long expected) {
        Map<String, String> headers = new HashMap<>();
        if (millis != null) {
            headers.put("retry-after-ms", millis);
        }
        if (seconds != null) {
            headers.put("retry-after", seconds);
        }

        Failure failure = failure(429, headers, "{}");

        assertThat(failure.retryAfter()).isEqualTo(expected == null ? null : Duration.ofMillis(expected));
    }

    private static Failure failure(int status, Map<String, String> headers, String body) {
        return new OpenAiProviderCodec().failure(status, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }
}
