package gateway.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Reply.Call;
import gateway.simulator.Reply.Finish;
import gateway.simulator.Reply.Part;
import gateway.simulator.Reply.Text;
import gateway.simulator.Reply.Thought;
import gateway.simulator.Reply.Tokens;
import gateway.wire.JsonCodec;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages. */
final class AnthropicDialect implements Dialect {
    private static final String REQUEST_ID = "request-id";

    private final Ids ids;

    AnthropicDialect(Ids ids) {
        this.ids = ids;
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public String callIdPrefix() {
        return "toolu_";
    }

    @Override
    public boolean streamsArguments() {
        return true;
    }

    @Override
    public @Nullable Rejection credentials(HttpServerRequest request, Endpoint endpoint) {
        String key = Objects.requireNonNullElse(
                request.getHeader("x-api-key"), Objects.requireNonNullElse(request.getHeader("authorization"), ""));
        if (key.isBlank()) {
            return new Rejection(401, null, "x-api-key header is required");
        }
        if (key.contains("bad-key")) {
            return new Rejection(401, null, "invalid x-api-key");
        }
        return request.getHeader("anthropic-version") == null
                ? new Rejection(400, null, "anthropic-version: header is required")
                : null;
    }

    @Override
    public Ask read(Endpoint endpoint, ObjectNode body) {
        return AnthropicReader.read(body);
    }

    @Override
    public Buffer whole(Ask ask, Reply reply) {
        ObjectNode answer = head(ask);
        ArrayNode content = answer.putArray("content");
        for (Part part : reply.parts()) {
            ObjectNode block = content.addObject();
            switch (part) {
                case Thought thought ->
                    block.put("type", "thinking")
                            .put("thinking", thought.joined())
                            .put("signature", thought.signature());
                case Text text -> block.put("type", "text").put("text", text.joined());
                case Call call ->
                    block.put("type", "tool_use")
                            .put("id", call.id())
                            .put("name", call.name())
                            .set("input", call.arguments());
            }
        }
        answer.put("stop_reason", finish(reply.finish())).put("stop_sequence", reply.stop());
        answer.set("usage", usage(reply.tokens(), reply.tokens().output()));
        return JsonText.bytes(answer);
    }

    @Override
    public StreamWriter stream(Endpoint endpoint, Ask ask, Reply reply) {
        ObjectNode message = head(ask);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(reply.tokens(), 1));
        return new AnthropicStream(message, reply);
    }

    @Override
    public String streamType(Endpoint endpoint) {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public Buffer error(Rejection rejection, MultiMap headers) {
        ObjectNode body = JsonCodec.object().put("type", "error");
        body.putObject("error")
                .put("type", rejection.kind() == null ? type(rejection.status()) : rejection.kind())
                .put("message", rejection.message());
        return JsonText.bytes(body.put("request_id", headers.get(REQUEST_ID)));
    }

    @Override
    public void identify(MultiMap headers) {
        headers.set(REQUEST_ID, ids.next("req_"));
    }

    @Override
    public Buffer garbage() {
        return Buffer.buffer("event: message_start\ndata: {\"type\":\"message_st\n\nevent: what\ndata: <html>\n\n");
    }

    static String finish(Finish finish) {
        return switch (finish) {
            case STOP -> "end_turn";
            case STOP_STRING -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOLS -> "tool_use";
        };
    }

    static ObjectNode usage(Tokens tokens, int output) {
        ObjectNode usage = JsonCodec.object()
                .put("input_tokens", tokens.input())
                .put("cache_creation_input_tokens", tokens.cacheWrite())
                .put("cache_read_input_tokens", tokens.cacheRead());
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", tokens.cacheWrite())
                .put("ephemeral_1h_input_tokens", 0);
        return usage.put("output_tokens", output).put("service_tier", "standard");
    }

    private ObjectNode head(Ask ask) {
        return JsonCodec.object()
                .put("id", ids.next("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", ask.model());
    }

    private static String type(int status) {
        return switch (status) {
            case 400, 422 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
    }
}
