package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bedrock's ApplyGuardrail, which refuses and is refused as Converse is. Its answers are no conversation. */
final class GuardrailDialect implements Dialect {
    private final BedrockDialect bedrock;

    GuardrailDialect(BedrockDialect bedrock) {
        this.bedrock = bedrock;
    }

    /**
     * What the guardrail says.
     *
     * @throws RejectedException if the real one would not take the request
     */
    Buffer judge(ObjectNode body) {
        String source = body.path("source").asText();
        if (!source.equals("INPUT") && !source.equals("OUTPUT")) {
            throw RejectedException.invalid("source must be INPUT or OUTPUT");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode block : body.path("content")) {
            String text = block.path("text").path("text").asText();
            if (text.isEmpty()) {
                throw RejectedException.invalid("content must hold text");
            }
            texts.add(text);
        }
        if (texts.isEmpty()) {
            throw RejectedException.invalid("content must not be empty");
        }
        return JsonText.bytes(GuardrailRules.response(texts, source.equals("INPUT")));
    }

    @Override
    public String name() {
        return "guardrail";
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
        return bedrock.credentials(request, endpoint);
    }

    @Override
    public Ask read(Endpoint endpoint, ObjectNode body) {
        throw RejectedException.invalid("a guardrail is no model");
    }

    @Override
    public Buffer whole(Ask ask, Reply reply) {
        return JsonText.bytes(JsonCodec.object());
    }

    @Override
    public StreamWriter stream(Endpoint endpoint, Ask ask, Reply reply) {
        return bedrock.stream(endpoint, ask, reply);
    }

    @Override
    public String streamType(Endpoint endpoint) {
        return bedrock.streamType(endpoint);
    }

    @Override
    public Buffer error(Rejection rejection, MultiMap headers) {
        return bedrock.error(rejection, headers);
    }

    @Override
    public void identify(MultiMap headers) {
        bedrock.identify(headers);
    }

    @Override
    public Buffer garbage() {
        return Buffer.buffer("<html>{\"this\": is no JSON");
    }
}
