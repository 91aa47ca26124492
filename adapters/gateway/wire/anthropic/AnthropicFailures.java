package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Anthropic's errors mean, by status, type and words.
 *
 * <table>
 * <caption>Statuses</caption>
 * <tr><th>status</th><th>meaning</th></tr>
 * <tr><td>400, 413, 422</td><td>the client's fault; but the prompt is too long, or our account has no credit or has
 * reached its limit, where the words say so</td></tr>
 * <tr><td>401, 402, 403, 404, other 3xx and 4xx</td><td>our fault: key, account, name of the model, address</td></tr>
 * <tr><td>408, 409, 5xx (529 is overload)</td><td>broken</td></tr>
 * <tr><td>429</td><td>too many requests</td></tr>
 * </table>
 *
 * <p>Source: <a href="https://docs.claude.com/en/api/errors">Anthropic's page on errors</a>, and recorded answers.
 */
final class AnthropicFailures {
    /** The statuses of error types that come inside a 200. */
    private static final Map<String, Integer> STATUSES = Map.of(
            "invalid_request_error", 400,
            "authentication_error", 401,
            "billing_error", 402,
            "permission_error", 403,
            "not_found_error", 404,
            "request_too_large", 413,
            "rate_limit_error", 429,
            "api_error", 500,
            "timeout_error", 504,
            "overloaded_error", 529);

    private static final List<String> TOO_LONG = List.of("prompt is too long", "exceed context limit");

    /** Words of a 400 that is not about the request at all. */
    private static final List<String> ACCOUNT =
            List.of("credit balance", "api usage limits", "organization has been disabled");

    private static final Pattern SAFE_CODE = Pattern.compile("[a-z0-9_]{1,64}");
    private static final double MAX_SECONDS = 86_400;

    private AnthropicFailures() {}

    /** Classifies an error response. */
    static Failure of(int status, Function<String, @Nullable String> header, byte[] body) {
        JsonNode error = error(body);
        return failure(
                status,
                AnswerReader.text(error, "type"),
                AnswerReader.textOrNull(error, "message"),
                retryAfter(header));
    }

    /** Classifies an error that came in spite of status 200. */
    static Failure inBand(JsonNode json) {
        JsonNode error = json.path("error");
        String type = AnswerReader.text(error, "type");
        return failure(STATUSES.getOrDefault(type, 500), type, AnswerReader.textOrNull(error, "message"), null);
    }

    private static Failure failure(int status, String type, @Nullable String message, @Nullable Duration retryAfter) {
        Kind kind = kind(status, type, message == null ? "" : message.toLowerCase(Locale.ROOT));
        boolean forClient = kind == Kind.CLIENT_FAULT || kind == Kind.CONTEXT_LENGTH;
        boolean passing = kind == Kind.RATE_LIMITED || kind == Kind.BROKEN;
        return new Failure(
                kind,
                status,
                SAFE_CODE.matcher(type).matches() ? type : "http_" + status,
                forClient && message != null ? new Redacted(message) : null,
                passing ? retryAfter : null);
    }

    private static Kind kind(int status, String type, String words) {
        return switch (status) {
            case 400, 413, 422 -> {
                if (type.equals("billing_error") || ACCOUNT.stream().anyMatch(words::contains)) {
                    yield Kind.OUR_FAULT;
                }
                yield TOO_LONG.stream().anyMatch(words::contains) ? Kind.CONTEXT_LENGTH : Kind.CLIENT_FAULT;
            }
            case 408, 409 -> Kind.BROKEN;
            case 429 -> Kind.RATE_LIMITED;
            default -> status >= 300 && status < 500 ? Kind.OUR_FAULT : Kind.BROKEN;
        };
    }

    private static JsonNode error(byte[] body) {
        try {
            return AnswerReader.tree(ByteBuffer.wrap(body)).path("error");
        } catch (FailedException e) {
            // a proxy's page, or nothing: the status says enough
            return MissingNode.getInstance();
        }
    }

    private static @Nullable Duration retryAfter(Function<String, @Nullable String> header) {
        Duration exact = duration(header.apply("retry-after-ms"), 1);
        // some send 0 milliseconds beside a whole second
        return exact != null && exact.isPositive() ? exact : duration(header.apply("retry-after"), 1000);
    }

    /** Null where there is no number, such as a date: the clock it goes by is not ours. */
    private static @Nullable Duration duration(@Nullable String value, int millisPerUnit) {
        if (value == null) {
            return null;
        }
        try {
            double number = Double.parseDouble(value.strip()) * millisPerUnit;
            return number >= 0 ? Duration.ofMillis(Math.round(Math.min(number, MAX_SECONDS * 1000))) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
