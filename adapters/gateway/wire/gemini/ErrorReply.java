package gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Redacted;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An error as Google writes it ({@code google.rpc.Status} in JSON), alone or in an array of one.
 *
 * @param present whether there is an error at all
 * @param code HTTP status by the error's own account
 * @param status canonical code, such as {@code RESOURCE_EXHAUSTED}; empty where there is none that is safe to log
 * @param reason reason in its details, such as {@code API_KEY_INVALID}; empty likewise
 * @param message Google's words, which may quote the request
 * @param retryDelay how long to wait, by its details
 */
record ErrorReply(
        boolean present,
        int code,
        String status,
        String reason,
        String message,
        @Nullable Duration retryDelay) {
    private static final int UNKNOWN = 500;

    static ErrorReply of(JsonNode json) {
        JsonNode error = (json.isArray() ? json.path(0) : json).path("error");
        String status = safe(error.path("status").asText(""));
        String reason = "";
        Duration retryDelay = null;
        for (JsonNode detail : error.path("details")) {
            String type = detail.path("@type").asText("");
            if (type.endsWith("ErrorInfo")) {
                reason = safe(detail.path("reason").asText(""));
            } else if (type.endsWith("RetryInfo")) {
                retryDelay = RetryDelay.of(detail.path("retryDelay").asText(""));
            }
        }
        return new ErrorReply(
                !error.isMissingNode() && !error.isNull(),
                error.path("code").asInt(ofStatus(status)),
                status,
                reason,
                error.isTextual() ? error.asText() : error.path("message").asText(""),
                retryDelay);
    }

    /** The most telling name; empty where there is none. */
    String name() {
        return reason.isEmpty() ? status : reason;
    }

    /** Whether the prompt does not fit; no code tells, only the words do. */
    boolean tooManyTokens() {
        String words = message.toLowerCase(Locale.ROOT);
        return words.contains("token count")
                && (words.contains("exceeds the maximum") || words.contains("only supports up to"));
    }

    /** Names come from outside, so only what looks like one may reach a log. */
    private static String safe(String name) {
        return name.matches("[A-Za-z0-9_]{1,64}") ? name : "";
    }

    /** HTTP status of a canonical code, by google/rpc/code.proto. */
    private static int ofStatus(String status) {
        return switch (status) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "ABORTED", "ALREADY_EXISTS" -> 409;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "CANCELLED" -> 499;
            case "UNIMPLEMENTED" -> 501;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> UNKNOWN;
        };
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "ErrorReply[" + code + ", " + Redacted.shown(message) + "]";
    }
}
