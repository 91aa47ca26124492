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
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. */
final class OpenAiDialect implements Dialect {
    private static final String INVALID = "invalid_request_error";

    private final Ids ids;
    private final InstantSource clock;

    OpenAiDialect(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String callIdPrefix() {
        return "call_";
    }

    @Override
    public boolean streamsArguments() {
        return true;
    }

    @Override
    public @Nullable Rejection credentials(HttpServerRequest request, Endpoint endpoint) {
        String key = Objects.requireNonNullElse(
                request.getHeader("authorization"), Objects.requireNonNullElse(request.getHeader("api-key"), ""));
        if (key.isBlank()) {
            return new Rejection(
                    401, null, "You didn't provide an API key. Provide it in an Authorization header (Bearer auth).");
        }
        return key.contains("bad-key")
                ? new Rejection(401, "invalid_api_key", "Incorrect API key provided: ***.")
                : null;
    }

    @Override
    public Ask read(Endpoint endpoint, ObjectNode body) {
        return OpenAiReader.read(endpoint, body);
    }

    @Override
    public Buffer whole(Ask ask, Reply reply) {
        ObjectNode answer = JsonCodec.object()
                .put("id", ids.next("chatcmpl-"))
                .put("object", "chat.completion")
                .put("created", clock.instant().getEpochSecond())
                .put("model", ask.model());
        ArrayNode choices = answer.putArray("choices");
        for (int i = 0; i < ask.answers(); i++) {
            ObjectNode choice = choices.addObject().put("index", i);
            choice.set("message", message(reply, i));
            choice.putNull("logprobs").put("finish_reason", finish(reply.finish()));
        }
        answer.set("usage", usage(reply.tokens()));
        return JsonText.bytes(answer.put("service_tier", "default").put("system_fingerprint", "fp_simulator"));
    }

    private static ObjectNode message(Reply reply, int index) {
        ObjectNode message = JsonCodec.object().put("role", "assistant").putNull("content");
        message.putNull("refusal").putArray("annotations");
        for (Part part : reply.parts()) {
            switch (part) {
                case Text text -> message.put("content", text.joined());
                case Call call -> message.withArray("/tool_calls").add(call(call, index));
                case Thought ignored -> {
                    // OpenAI shows no thinking, only its tokens.
                }
            }
        }
        return message;
    }

    @Override
    public StreamWriter stream(Endpoint endpoint, Ask ask, Reply reply) {
        return new OpenAiStream(ids.next("chatcmpl-"), clock.instant().getEpochSecond(), ask, reply);
    }

    @Override
    public String streamType(Endpoint endpoint) {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public Buffer error(Rejection rejection, MultiMap headers) {
        ObjectNode error = JsonCodec.object()
                .put("message", rejection.message())
                .put("type", type(rejection.status()))
                .putNull("param")
                .put("code", rejection.kind() == null ? code(rejection.status()) : rejection.kind());
        ObjectNode body = JsonCodec.object();
        body.set("error", error);
        return JsonText.bytes(body);
    }

    @Override
    public void identify(MultiMap headers) {
        headers.set("x-request-id", ids.next("req_"));
    }

    @Override
    public Buffer garbage() {
        return Buffer.buffer("data: {\"id\":\"chatcmpl-garbage\",\"choices\":[{\"ind\n\ndata: <html>\n\n");
    }

    static String finish(Finish finish) {
        return switch (finish) {
            case STOP, STOP_STRING -> "stop";
            case LENGTH -> "length";
            case TOOLS -> "tool_calls";
        };
    }

    static ObjectNode usage(Tokens tokens) {
        ObjectNode usage = JsonCodec.object()
                .put("prompt_tokens", tokens.prompt())
                .put("completion_tokens", tokens.output())
                .put("total_tokens", tokens.total());
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", tokens.cacheRead())
                .put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", tokens.thought())
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }

    /** The id that a call has in one of several answers to the same prompt. */
    static String callId(Call call, int index) {
        return index == 0 ? call.id() : call.id() + "x" + index;
    }

    private static ObjectNode call(Call call, int index) {
        ObjectNode node = JsonCodec.object().put("id", callId(call, index)).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", call.joined());
        return node;
    }

    private static String type(int status) {
        return switch (status) {
            case 429 -> "requests";
            case 500, 502, 503, 504 -> "server_error";
            default -> INVALID;
        };
    }

    private static @Nullable String code(int status) {
        return switch (status) {
            case 404 -> "model_not_found";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }
}
