package gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiFailuresTest {
    private final GeminiProviderCodec codec = new GeminiProviderCodec();

    @Test
    void blamesUsForABadKey() {
        String body = """
                {"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[
                {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}""";

        Failure failure = failure(400, body);

        assertThat(failure).isEqualTo(Failure.of(Kind.OUR_FAULT, 400, "API_KEY_INVALID"));
    }

    @Test
    void blamesUsForCallingFromTheWrongPlace() {
        Failure failure = failure(400, error(400, "FAILED_PRECONDITION", "User location is not supported"));

        assertThat(failure).isEqualTo(Failure.of(Kind.OUR_FAULT, 400, "FAILED_PRECONDITION"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The input token count (1250074) exceeds the maximum number of tokens allowed (1048576).",
                "Unable to submit request because the input token count is 40000 but model only supports up to 32767."
            })
    void knowsAPromptThatIsTooLongByItsWords(String message) {
        Failure failure = failure(400, error(400, "INVALID_ARGUMENT", message));

        assertThat(failure)
                .isEqualTo(new Failure(Kind.CONTEXT_LENGTH, 400, "INVALID_ARGUMENT", new Redacted(message), null));
    }

    @Test
    void returnsTheClientsFaultInGooglesWords() {
        Failure failure = failure(400, error(400, "INVALID_ARGUMENT", "Please use a valid role: user, model."));

        assertThat(failure)
                .isEqualTo(new Failure(
                        Kind.CLIENT_FAULT,
                        400,
                        "INVALID_ARGUMENT",
                        new Redacted("Please use a valid role: user, model."),
                        null));
    }

    @Test
    void readsAnErrorInAnArray() {
        Failure failure = failure(404, "[" + error(404, "NOT_FOUND", "no such model") + "]");

        assertThat(failure).isEqualTo(Failure.of(Kind.OUR_FAULT, 404, "NOT_FOUND"));
    }

    @ParameterizedTest
    @CsvSource({"48s, PT48S", "0.5s, PT0.5S", "48.939935699s, PT48.939935699S"})
    void restsForAsLongAsTheDetailsSay(String delay, Duration wait) {
        String body = """
                {"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[
                {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"%s"}]}}""".formatted(delay);

        Failure failure = failure(429, body, Map.of("retry-after", "7"));

        assertThat(failure).isEqualTo(new Failure(Kind.RATE_LIMITED, 429, "RESOURCE_EXHAUSTED", null, wait));
    }

    @Test
    void restsForAsLongAsTheHeaderSaysWhereTheDetailsDoNot() {
        Failure failure = failure(429, error(429, "RESOURCE_EXHAUSTED", "Quota"), Map.of("retry-after", "7"));

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "99999999999999999999"})
    void ignoresAHeaderThatIsNoNumberOfSeconds(String header) {
        Failure failure = failure(429, "", Map.of("retry-after", header));

        assertThat(failure.retryAfter()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "401, OUR_FAULT",
        "402, OUR_FAULT",
        "403, OUR_FAULT",
        "404, OUR_FAULT",
        "408, BROKEN",
        "409, BROKEN",
        "413, CLIENT_FAULT",
        "422, CLIENT_FAULT",
        "429, RATE_LIMITED",
        "499, BROKEN",
        "500, BROKEN",
        "503, BROKEN",
        "504, BROKEN",
        "302, BROKEN"
    })
    void goesByTheStatusWhereTheBodyIsGarbage(int status, Kind kind) {
        Failure failure = failure(status, "<html>secret</html>");

        assertThat(failure).isEqualTo(Failure.of(kind, status, "http_" + status));
    }

    @Test
    void putsNoUnsafeNameIntoTheCode() {
        Failure failure = failure(500, error(500, "a prompt with spaces", "x"));

        assertThat(failure.code()).isEqualTo("http_500");
    }

    private Failure failure(int status, String body) {
        return failure(status, body, Map.of());
    }

    private Failure failure(int status, String body, Map<String, String> headers) {
        return codec.failure(status, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String error(int code, String status, String message) {
        return "{\"error\":{\"code\":%d,\"status\":\"%s\",\"message\":\"%s\"}}".formatted(code, status, message);
    }
}
