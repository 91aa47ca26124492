package gateway.wire.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;

/** Writes errors as OpenAI does. Thread-safe. */
public final class ErrorWriter {
    private ErrorWriter() {}

    /** The object {@code {"error": ...}}. */
    public static ObjectNode error(Problem problem) {
        ObjectNode body = JsonCodec.object();
        body.putObject("error")
                .put("message", problem.message())
                .put("type", type(problem))
                .put("param", problem.param())
                .put("code", "blocked_by_guardrail".equals(problem.code()) ? "content_filter" : problem.code());
        return body;
    }

    /** The event that tells the error inside a stream. */
    static String event(Problem problem) {
        return "data: " + error(problem) + "\n\n";
    }

    /** OpenAI says {@code invalid_request_error} for every fault of the client's, wrong keys included (recorded). */
    private static String type(Problem problem) {
        if (problem.status() == 429) {
            return "budget_exceeded".equals(problem.code()) ? "insufficient_quota" : "requests";
        }
        return problem.status() >= 500 ? "server_error" : "invalid_request_error";
    }
}
