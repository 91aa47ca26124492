package gateway.wire.anthropic;

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

class AnthropicFailuresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | invalid_request_error | messages: field required                             | CLIENT_FAULT
            400 | invalid_request_error | prompt is too long: 300000 tokens > 200000 maximum   | CONTEXT_LENGTH
            400 | invalid_request_error | input length and `max_tokens` exceed context limit   | CONTEXT_LENGTH
            400 | invalid_request_error | Your credit balance is too low to use the API        | OUR_FAULT
            400 | invalid_request_error | You have reached your specified API usage limits.    | OUR_FAULT
            400 | billing_error         | pay                                                  | OUR_FAULT
            401 | authentication_error  | invalid x-api-key                                    | OUR_FAULT
            402 | billing_error         | pay                                                  | OUR_FAULT
            403 | permission_error      | no                                                   | OUR_FAULT
            404 | not_found_error       | model: claude                                        | OUR_FAULT
            408 | timeout_error         | slow                                                 | BROKEN
            409 | conflict_error        | twice                                                | BROKEN
            413 | request_too_large     | too large                                            | CLIENT_FAULT
            422 | invalid_request_error | no                                                   | CLIENT_FAULT
            429 | rate_limit_error      | later                                                | RATE_LIMITED
            500 | api_error             | oops                                                 | BROKEN
            502 | api_error             | oops                                                 | BROKEN
            503 | overloaded_error      | oops                                                 | BROKEN
            504 | timeout_error         | oops                                                 | BROKEN
            529 | overloaded_error      | Overloaded                                           | BROKEN
            """)
    void classifiesByStatusTypeAndWords(int status, String type, String message, Kind kind) {
        Failure failure = failure(status, Map.of(), """
                {"type":"error","error":{"type":"%s","message":"%s"}}""".formatted(type, message));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.code()).isEqualTo(type);
    }

    @Test
    void keepsTheWordsForTheClientAlone() {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad field\"}}";

        Failure theirs = failure(400, Map.of(), body);
        Failure ours = failure(401, Map.of(), body);

        assertThat(theirs.detail()).isEqualTo(new Redacted("bad field"));
        assertThat(ours.detail()).isNull();
        assertThat(theirs.toString()).doesNotContain("bad field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>502</html>", "[]", "{\"error\":\"text\"}", "{\"error\":{\"type\":\"Ä b\"}}", "{"})
    void toleratesGarbage(String body) {
        Failure failure = failure(502, Map.of(), body);

        assertThat(failure).isEqualTo(Failure.of(Kind.BROKEN, 502, "http_502"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,    32,   32000
            1500, 32,   1500
            0,    1,    1000
            -,    0.5,  500
            -,    1e99, 86400000
            """)
    void readsHowLongToRest(String millis, String seconds, long expected) {
        Map<String, String> headers = millis == null
                ? Map.of("retry-after", seconds)
                : Map.of("retry-after-ms", millis, "retry-after", seconds);

        Failure failure = failure(429, headers, "");

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "NaN", "Wed, 21 Oct 2026 07:28:00 GMT", ""})
    void passesOverTimesThatItCannotRead(String seconds) {
        Failure failure = failure(429, Map.of("retry-after", seconds), "");

        assertThat(failure.retryAfter()).isNull();
    }

    private static Failure failure(int status, Map<String, String> headers, String body) {
        return new AnthropicProviderCodec().failure(status, headers::get, body.getBytes(StandardCharsets.UTF_8));
    }
}
