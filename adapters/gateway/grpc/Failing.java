package gateway.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import io.vertx.grpc.common.GrpcStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends calls that did not go well. Confined to one event loop. */
final class Failing {
    private static final String OWN_CODE = "x-serai-code";
    private static final String RETRY_AFTER = "retry-after";
    private static final String REQUEST_ID = "x-request-id";
    private static final String SHUTTING_DOWN = "shutting_down";
    private static final String GENERAL = "the answer broke off";

    private Failing() {}

    /** Ends a call with a refusal. */
    static void refuse(Caller<?> caller, HttpReply reply) {
        String json =
                reply.payload() instanceof Payload.Bytes bytes ? bytes.body().toString() : "";
        JsonNode error = Servings.tree(json).path("error");
        String code = reply.headers().getOrDefault(OWN_CODE, code(error));
        end(caller, Statuses.of(reply.status()), error, code, reply.headers());
    }

    /**
     * Ends a call whose answer had begun.
     *
     * @param json OpenAI's error event; null = there is none
     */
    static void breakOff(Caller<?> caller, @Nullable String json) {
        JsonNode error = Servings.tree(json == null ? "" : json).path("error");
        String code = code(error);
        // another process takes it at once
        Map<String, String> headers = code.equals(SHUTTING_DOWN) ? Map.of(RETRY_AFTER, "1") : Map.of();
        end(caller, Statuses.of(code), error, code, headers);
    }

    private static void end(
            Caller<?> caller, GrpcStatus status, JsonNode error, String code, Map<String, String> headers) {
        if (caller.isOver()) {
            return;
        }
        String message = error.path("message").asText(GENERAL);
        var response = caller.response();
        Statuses.metadata(headers, response.trailers());
        response.trailers().set(OWN_CODE, code);
        String id = caller.requestId();
        if (id != null) {
            response.trailers().set(REQUEST_ID, id);
        }
        String details =
                Statuses.details(status, message, code, error.path("param").textValue(), headers.get(RETRY_AFTER));
        response.trailers().set("grpc-status-details-bin", details);
        response.status(status).statusMessage(message);
        caller.end();
    }

    /** OpenAI's clients know the guardrail's block by another name. */
    private static String code(JsonNode error) {
        String code = error.path("code").asText("internal_error");
        return code.equals("content_filter") ? "blocked_by_guardrail" : code;
    }
}
