package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;

/** The shape of Anthropic's errors: <a href="https://docs.claude.com/en/api/errors">its page on errors</a>. */
final class Errors {
    private Errors() {}

    /** Writes a problem. */
    static ObjectNode json(Problem problem) {
        ObjectNode json = JsonCodec.object().put("type", "error");
        json.putObject("error").put("type", type(problem.status())).put("message", problem.message());
        return json.put("request_id", problem.requestId());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
