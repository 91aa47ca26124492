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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent, of the Developer API and of Vertex AI. */
final class GeminiDialect implements Dialect {
    private static final String INVALID_KEY = "API_KEY_INVALID";
    private static final String DETAIL = "type.googleapis.com/google.rpc.";

    private final Ids ids;

    GeminiDialect(Ids ids) {
        this.ids = ids;
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public String callIdPrefix() {
        return "";
    }

    @Override
    public boolean streamsArguments() {
        return false;
    }

    @Override
    public @Nullable Rejection credentials(HttpServerRequest request, Endpoint endpoint) {
        String token = Objects.requireNonNullElse(request.getHeader("authorization"), "");
        if (endpoint.inProject()) {
            return token.isBlank() || token.contains("bad-key")
                    ? new Rejection(401, null, "Request had invalid authentication credentials.")
                    : null;
        }
        String key = Stream.of(request.getHeader("x-goog-api-key"), request.getParam("key"), token)
                .filter(given -> given != null && !given.isBlank())
                .findFirst()
                .orElse("");
        if (key.isEmpty()) {
            return new Rejection(403, null, "Method doesn't allow unregistered callers. Please use API Key.");
        }
        return key.contains("bad-key")
                ? new Rejection(400, INVALID_KEY, "API key not valid. Please pass a valid API key.")
                : null;
    }

    @Override
    public Ask read(Endpoint endpoint, ObjectNode body) {
        return GeminiReader.read(endpoint, body);
    }

    @Override
    public Buffer whole(Ask ask, Reply reply) {
        ObjectNode answer = JsonCodec.object();
        ObjectNode candidate = answer.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        ArrayNode parts = content.putArray("parts");
        for (Part part : reply.parts()) {
            if (!part.pieces().isEmpty()) {
                parts.add(part(part, part.joined(), ask, reply));
            }
        }
        if (parts.isEmpty()) {
            content.remove("parts");
        }
        content.put("role", "model");
        candidate.put("finishReason", finish(reply.finish())).put("index", 0);
        answer.set("usageMetadata", usage(reply.tokens()));
        return JsonText.bytes(answer.put("modelVersion", ask.model()).put("responseId", ids.next("")));
    }

    @Override
    public StreamWriter stream(Endpoint endpoint, Ask ask, Reply reply) {
        return new GeminiStream(ids.next(""), endpoint.array(), ask, reply);
    }

    @Override
    public String streamType(Endpoint endpoint) {
        return endpoint.array() ? "application/json; charset=UTF-8" : "text/event-stream";
    }

    @Override
    public Buffer error(Rejection rejection, MultiMap headers) {
        boolean badKey = INVALID_KEY.equals(rejection.kind());
        ObjectNode body = JsonCodec.object();
        ObjectNode error = body.putObject("error")
                .put("code", rejection.status())
                .put("message", rejection.message())
                .put("status", status(rejection.status()));
        ArrayNode details = error.putArray("details");
        if (badKey) {
            details.addObject()
                    .put("@type", DETAIL + "ErrorInfo")
                    .put("reason", INVALID_KEY)
                    .put("domain", "googleapis.com")
                    .putObject("metadata")
                    .put("service", "generativelanguage.googleapis.com");
        } else if (rejection.status() == 429) {
            details.addObject().put("@type", DETAIL + "RetryInfo").put("retryDelay", "1s");
        }
        headers.set("content-type", "application/json; charset=UTF-8");
        return JsonText.bytes(body);
    }

    @Override
    public void identify(MultiMap headers) {
        headers.set("server-timing", "gfet4t7; dur=20");
    }

    @Override
    public Buffer garbage() {
        return Buffer.buffer("data: {\"candidates\": [{\"cont\r\n\r\ndata: <html>\r\n\r\n");
    }

    static ObjectNode part(Part part, String text, Ask ask, Reply reply) {
        ObjectNode node = JsonCodec.object();
        switch (part) {
            case Thought ignored -> node.put("text", text).put("thought", true);
            case Text ignored -> node.put("text", text);
            case Call call -> {
                ObjectNode function = node.putObject("functionCall");
                if (ask.model().contains("gemini-3")) {
                    function.put("id", call.id());
                }
                function.put("name", call.name()).set("args", call.arguments());
                if (reply.parts().getFirst() instanceof Thought thought) {
                    node.put("thoughtSignature", thought.signature());
                }
            }
        }
        return node;
    }

    /** Gemini says STOP for tools and for stop strings, too. */
    static String finish(Finish finish) {
        return switch (finish) {
            case STOP, STOP_STRING, TOOLS -> "STOP";
            case LENGTH -> "MAX_TOKENS";
        };
    }

    static ObjectNode usage(Tokens tokens) {
        ObjectNode usage = JsonCodec.object()
                .put("promptTokenCount", tokens.prompt())
                .put("candidatesTokenCount", tokens.visible())
                .put("totalTokenCount", tokens.total());
        usage.putArray("promptTokensDetails")
                .addObject()
                .put("modality", "TEXT")
                .put("tokenCount", tokens.prompt());
        return tokens.thought() > 0 ? usage.put("thoughtsTokenCount", tokens.thought()) : usage;
    }

    private static String status(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 499 -> "CANCELLED";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "INTERNAL";
        };
    }
}
