package gateway.wire.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What Google's errors mean, by the <a href="https://ai.google.dev/gemini-api/docs/troubleshooting">Gemini API's</a>
 * and <a href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/api-errors">Vertex AI's</a> lists
 * (read 2026-11) and by recordings.
 *
 * <table>
 *   <caption>The first row that fits decides</caption>
 *   <tr><th>status</th><th>and</th><th>means</th></tr>
 *   <tr><td>400</td><td>reason API_KEY_...</td><td>our key is wrong</td></tr>
 *   <tr><td>400</td><td>FAILED_PRECONDITION</td><td>our place or billing is wrong</td></tr>
 *   <tr><td>400</td><td>a token count beyond the maximum</td><td>context length</td></tr>
 *   <tr><td>401, 402, 403, 404</td><td></td><td>our key, account, permissions or model name are wrong</td></tr>
 *   <tr><td>429</td><td></td><td>rate limited</td></tr>
 *   <tr><td>408, 409, 499, 5xx</td><td></td><td>broken</td></tr>
 *   <tr><td>other 4xx</td><td></td><td>the client's request is wrong</td></tr>
 *   <tr><td>other</td><td></td><td>broken</td></tr>
 * </table>
 */
final class GeminiFailures {
    private static final List<Row> TABLE = List.of(
            new Row(status -> status == 400, error -> error.reason().startsWith("API_KEY_"), Kind.OUR_FAULT),
            new Row(status -> status == 400, error -> error.status().equals("FAILED_PRECONDITION"), Kind.OUR_FAULT),
            new Row(status -> status == 400, ErrorReply::tooManyTokens, Kind.CONTEXT_LENGTH),
            new Row(status -> status >= 401 && status <= 404, error -> true, Kind.OUR_FAULT),
            new Row(status -> status == 429, error -> true, Kind.RATE_LIMITED),
            new Row(status -> status == 408 || status == 409 || status == 499, error -> true, Kind.BROKEN),
            new Row(status -> status >= 400 && status < 500, error -> true, Kind.CLIENT_FAULT),
            new Row(status -> true, error -> true, Kind.BROKEN));

    private GeminiFailures() {}

    /** An error response. */
    static Failure of(int status, Function<String, @Nullable String> header, byte[] body) {
        ErrorReply error = ErrorReply.of(parsed(body));
        Duration retryAfter = error.retryDelay();
        if (retryAfter == null) {
            retryAfter = RetryDelay.ofHeader(header.apply("retry-after"));
        }
        return failure(status, error, retryAfter);
    }

    /** The error in a response of status 200, or in its stream; null where there is none. */
    static @Nullable Failure inside(JsonNode json) {
        ErrorReply error = ErrorReply.of(json);
        return error.present() ? failure(error.code(), error, error.retryDelay()) : null;
    }

    private static Failure failure(int status, ErrorReply error, @Nullable Duration retryAfter) {
        Kind kind = TABLE.stream()
                .filter(row -> row.status().test(status) && row.error().test(error))
                .map(Row::kind)
                .findFirst()
                .orElse(Kind.BROKEN);
        return new Failure(
                kind,
                status,
                error.name().isEmpty() ? "http_" + status : error.name(),
                detail(kind, error),
                kind == Kind.RATE_LIMITED || kind == Kind.BROKEN ? retryAfter : null);
    }

    /** Google's words go to the client where its own request is the matter; elsewhere they tell of our account. */
    private static @Nullable Redacted detail(Kind kind, ErrorReply error) {
        boolean clients = kind == Kind.CLIENT_FAULT || kind == Kind.CONTEXT_LENGTH;
        return clients && !error.message().isEmpty() ? new Redacted(error.message()) : null;
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JsonCodec.read(ByteBuffer.wrap(body));
        } catch (JsonProcessingException e) {
            return JsonCodec.object();
        }
    }

    /**
     * A row of the table.
     *
     * @param status which statuses it is for
     * @param error which errors
     * @param kind what they mean
     */
    private record Row(IntPredicate status, Predicate<ErrorReply> error, Kind kind) {}
}
