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

/** Bedrock's Converse and ConverseStream. */
final class BedrockDialect implements Dialect {
    private static final int LATENCY_MS = 20;

    private final Ids ids;

    BedrockDialect(Ids ids) {
        this.ids = ids;
    }

    @Override
    public String name() {
        return "bedrock";
    }

    @Override
    public String callIdPrefix() {
        return "tooluse_";
    }

    @Override
    public boolean streamsArguments() {
        return true;
    }

    @Override
    public @Nullable Rejection credentials(HttpServerRequest request, Endpoint endpoint) {
        String signature = Objects.requireNonNullElse(request.getHeader("authorization"), "");
        if (!signature.startsWith("AWS4") && !signature.startsWith("Bearer ")) {
            return new Rejection(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        return signature.contains("bad-key")
                ? new Rejection(
                        403, "UnrecognizedClientException", "The security token included in the request is invalid.")
                : null;
    }

    @Override
    public Ask read(Endpoint endpoint, ObjectNode body) {
        return BedrockReader.read(endpoint, body);
    }

    @Override
    public Buffer whole(Ask ask, Reply reply) {
        ObjectNode answer = JsonCodec.object();
        ObjectNode message = answer.putObject("output").putObject("message").put("role", "assistant");
        ArrayNode content = message.putArray("content");
        for (Part part : reply.parts()) {
            ObjectNode block = content.addObject();
            switch (part) {
                case Thought thought ->
                    block.putObject("reasoningContent")
                            .putObject("reasoningText")
                            .put("text", thought.joined())
                            .put("signature", thought.signature());
                case Text text -> block.put("text", text.joined());
                case Call call ->
                    block.putObject("toolUse")
                            .put("toolUseId", call.id())
                            .put("name", call.name())
                            .set("input", call.arguments());
            }
        }
        answer.put("stopReason", finish(reply.finish()));
        answer.set("usage", usage(reply.tokens()));
        answer.putObject("metrics").put("latencyMs", LATENCY_MS);
        return JsonText.bytes(answer);
    }

    @Override
    public StreamWriter stream(Endpoint endpoint, Ask ask, Reply reply) {
        return new BedrockStream(reply);
    }

    @Override
    public String streamType(Endpoint endpoint) {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public Buffer error(Rejection rejection, MultiMap headers) {
        String type = rejection.kind() == null ? type(rejection.status()) : rejection.kind();
        headers.set("x-amzn-errortype", type + ":http://internal.amazon.com/coral/com.amazon.bedrock/");
        return JsonText.bytes(JsonCodec.object().put("message", rejection.message()));
    }

    @Override
    public void identify(MultiMap headers) {
        headers.set("x-amzn-requestid", ids.next(""));
    }

    @Override
    public Buffer garbage() {
        return Buffer.buffer(
                        new byte[] {0, 0, 0, 64, 0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                .appendString("<html>This is no frame of an event stream at all.</html>");
    }

    static String finish(Finish finish) {
        return switch (finish) {
            case STOP -> "end_turn";
            case STOP_STRING -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOLS -> "tool_use";
        };
    }

    static ObjectNode usage(Tokens tokens) {
        return JsonCodec.object()
                .put("inputTokens", tokens.input())
                .put("outputTokens", tokens.output())
                .put("totalTokens", tokens.total())
                .put("cacheReadInputTokens", tokens.cacheRead())
                .put("cacheWriteInputTokens", tokens.cacheWrite());
    }

    static ObjectNode metadata(Tokens tokens) {
        ObjectNode metadata = JsonCodec.object();
        metadata.putObject("metrics").put("latencyMs", LATENCY_MS);
        metadata.set("usage", usage(tokens));
        return metadata;
    }

    private static String type(int status) {
        return switch (status) {
            case 400 -> "ValidationException";
            case 401, 403 -> "AccessDeniedException";
            case 404 -> "ResourceNotFoundException";
            case 408 -> "ModelTimeoutException";
            case 424 -> "ModelErrorException";
            case 429 -> "ThrottlingException";
            case 503 -> "ServiceUnavailableException";
            default -> "InternalServerException";
        };
    }
}
