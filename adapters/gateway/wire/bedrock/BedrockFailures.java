package gateway.wire.bedrock;

import static java.util.Map.entry;

import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.thirdparty.jackson.core.JacksonException;

/**
 * Classifies what goes wrong in a call of Bedrock.
 *
 * <table>
 * <caption>Errors of the service</caption>
 * <tr><th>error</th><th>status</th><th>kind</th></tr>
 * <tr><td>ThrottlingException, ServiceQuotaExceededException</td><td>429, 400</td><td>RATE_LIMITED</td></tr>
 * <tr><td>ModelNotReadyException</td><td>429</td><td>RATE_LIMITED: the model is being loaded, come back later</td></tr>
 * <tr><td>ValidationException: the input is too long</td><td>400</td><td>CONTEXT_LENGTH</td></tr>
 * <tr><td>ValidationException: no such model or inference profile</td><td>400</td><td>OUR_FAULT</td></tr>
 * <tr><td>ValidationException: anything else</td><td>400</td><td>CLIENT_FAULT, with the provider's words</td></tr>
 * <tr><td>AccessDenied, UnrecognizedClient, ExpiredToken, signature errors</td><td>403</td><td>OUR_FAULT</td></tr>
 * <tr><td>ResourceNotFoundException</td><td>404</td><td>OUR_FAULT</td></tr>
 * <tr><td>ModelTimeoutException</td><td>408</td><td>BROKEN</td></tr>
 * <tr><td>ModelErrorException, ModelStreamErrorException</td><td>424</td><td>BROKEN</td></tr>
 * <tr><td>InternalServerException, ServiceUnavailableException</td><td>500, 503</td><td>BROKEN</td></tr>
 * </table>
 *
 * <p>An error without a name is taken by its status. Errors of the SDK itself: a timeout is TIMEOUT, a cancelled call
 * CANCELLED, an input/output error UNREACHABLE, missing credentials OUR_FAULT, an answer that cannot be read BROKEN.
 */
public final class BedrockFailures {
    private static final Map<String, Kind> BY_CODE = Map.ofEntries(
            entry("ThrottlingException", Kind.RATE_LIMITED),
            entry("TooManyRequestsException", Kind.RATE_LIMITED),
            entry("ServiceQuotaExceededException", Kind.RATE_LIMITED),
            entry("ModelNotReadyException", Kind.RATE_LIMITED),
            entry("ValidationException", Kind.CLIENT_FAULT),
            entry("AccessDeniedException", Kind.OUR_FAULT),
            entry("UnrecognizedClientException", Kind.OUR_FAULT),
            entry("ExpiredTokenException", Kind.OUR_FAULT),
            entry("InvalidSignatureException", Kind.OUR_FAULT),
            entry("MissingAuthenticationTokenException", Kind.OUR_FAULT),
            entry("ResourceNotFoundException", Kind.OUR_FAULT),
            entry("ModelTimeoutException", Kind.BROKEN),
            entry("ModelErrorException", Kind.BROKEN),
            entry("ModelStreamErrorException", Kind.BROKEN),
            entry("InternalServerException", Kind.BROKEN),
            entry("ServiceUnavailableException", Kind.BROKEN));

    /** In lower case; as recorded, and as AWS's pages on errors of single models quote them. */
    private static final List<String> TOO_LONG = List.of(
            "too long",
            "input tokens exceeded",
            "too many input tokens",
            "exceeds maximum length",
            "exceed context limit",
            "maximum context length",
            "exceeds the maximum number of tokens");

    private static final List<String> WRONG_MODEL = List.of(
            "model identifier",
            "on-demand throughput",
            "inference profile",
            "operation not allowed",
            "end of its life",
            "doesn't support the model",
            "access to the model");

    private static final Pattern SAFE_CODE = Pattern.compile("[A-Za-z0-9_.-]{1,80}");

    private BedrockFailures() {}

    /** What an exception of the SDK means, however often it is wrapped. */
    public static Failure of(Throwable thrown) {
        boolean input = false;
        boolean garbage = false;
        boolean timeout = false;
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            switch (cause) {
                case FailedException failed -> {
                    return failed.failure();
                }
                case AwsServiceException service -> {
                    return service(service);
                }
                case ApiCallTimeoutException e -> {
                    return Failure.of(Kind.TIMEOUT, "call_timeout");
                }
                case ApiCallAttemptTimeoutException e -> {
                    return Failure.of(Kind.TIMEOUT, "call_timeout");
                }
                case CancellationException e -> {
                    return Failure.of(Kind.CANCELLED, "cancelled");
                }
                case JacksonException e -> garbage = true;
                case TimeoutException e -> timeout = true;
                case IOException e -> input = true;
                default -> {
                    // a wrapper, or nothing that we know
                }
            }
        }
        if (garbage) {
            return Failure.of(Kind.BROKEN, "garbage");
        }
        if (timeout) {
            return Failure.of(Kind.UNREACHABLE, "no_connection");
        }
        if (input) {
            return Failure.of(Kind.UNREACHABLE, "connection_lost");
        }
        return credentials(thrown) ? Failure.of(Kind.OUR_FAULT, "no_credentials") : Failure.of(Kind.BROKEN, "garbage");
    }

    private static Failure service(AwsServiceException error) {
        String code = code(error);
        String words = words(error);
        Kind kind = BY_CODE.get(code);
        if (kind == null) {
            kind = byStatus(error.statusCode());
        }
        if (kind == Kind.CLIENT_FAULT) {
            kind = validation(words.toLowerCase(Locale.ROOT));
        }
        Redacted detail = kind == Kind.CLIENT_FAULT || kind == Kind.CONTEXT_LENGTH ? new Redacted(words) : null;
        return new Failure(kind, error.statusCode(), code, detail, retryAfter(error));
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 429 -> Kind.RATE_LIMITED;
            case 401, 403, 404 -> Kind.OUR_FAULT;
            case 400, 413, 422 -> Kind.CLIENT_FAULT;
            default -> Kind.BROKEN;
        };
    }

    private static Kind validation(String words) {
        if (WRONG_MODEL.stream().anyMatch(words::contains)) {
            return Kind.OUR_FAULT;
        }
        return TOO_LONG.stream().anyMatch(words::contains) ? Kind.CONTEXT_LENGTH : Kind.CLIENT_FAULT;
    }

    /** The error's name; in a stream it begins with a small letter, and it may carry an address behind a colon. */
    private static String code(AwsServiceException error) {
        AwsErrorDetails details = error.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        if (code == null || code.isEmpty()) {
            String name = error.getClass().getSimpleName();
            return BY_CODE.containsKey(name) ? name : "http_" + error.statusCode();
        }
        int colon = code.indexOf(':');
        String name = colon > 0 ? code.substring(0, colon) : code;
        return SAFE_CODE.matcher(name).matches()
                ? Character.toUpperCase(name.charAt(0)) + name.substring(1)
                : "http_" + error.statusCode();
    }

    private static String words(AwsServiceException error) {
        AwsErrorDetails details = error.awsErrorDetails();
        String words = details == null ? null : details.errorMessage();
        return words == null ? "" : words;
    }

    private static @Nullable Duration retryAfter(AwsServiceException error) {
        AwsErrorDetails details = error.awsErrorDetails();
        if (details == null || details.sdkHttpResponse() == null) {
            return null;
        }
        String seconds =
                details.sdkHttpResponse().firstMatchingHeader("retry-after").orElse("");
        boolean number =
                !seconds.isEmpty() && seconds.length() <= 6 && seconds.chars().allMatch(Character::isDigit);
        return number ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static boolean credentials(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        String words = cause instanceof SdkClientException ? cause.getMessage() : thrown.getMessage();
        return words != null && words.toLowerCase(Locale.ROOT).contains("credential");
    }
}
