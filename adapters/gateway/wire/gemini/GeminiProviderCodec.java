package gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Failure;
import gateway.model.Request;
import gateway.wire.EmbeddingCodec;
import gateway.wire.EventReader;
import gateway.wire.FittedNames;
import gateway.wire.FittedTools;
import gateway.wire.JsonCodec;
import gateway.wire.ProviderCodec;
import gateway.wire.TokenCounting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Google's generateContent as we speak it. The model and the wish to stream stand in the URL. Thread-safe. */
public final class GeminiProviderCodec implements ProviderCodec {
    private static final String COUNT = "totalTokens";

    @Override
    public Encoded encode(Request.Chat asked, Deployment deployment) {
        Request.Chat chat = asked.fitting(deployment);
        if (chat.original() != null && chat.original().dialect() == Dialect.GEMINI && chat.outputBound() == null) {
            return new Encoded(chat.original().json(), List.of());
        }
        FittedTools tools = FittedTools.of(chat, FittedNames.ofFunctions());
        return new RequestWriter(tools.chat(), Target.of(deployment)).write().renamed(tools.originals());
    }

    @Override
    public Completion decode(byte[] body) {
        return AnswerReader.read(body);
    }

    @Override
    public EmbeddingCodec embeddings(Deployment deployment) {
        return isVertex(deployment) ? new VertexEmbeddingCodec() : new GeminiEmbeddingCodec();
    }

    /** The Gemini API takes the whole request in a field of its own, Vertex AI the parts that have tokens. */
    @Override
    public TokenCounting counting(Request.Chat chat, Deployment deployment) {
        ObjectNode body = JsonCodec.object(encode(chat, deployment).json().getBytes(StandardCharsets.UTF_8));
        if (isVertex(deployment)) {
            return new TokenCounting(
                    body.retain("contents", "systemInstruction", "tools").toString(), COUNT);
        }
        ObjectNode asked = JsonCodec.object();
        asked.putObject("generateContentRequest")
                .put("model", "models/" + deployment.upstreamName())
                .setAll(body);
        return new TokenCounting(asked.toString(), COUNT);
    }

    private static boolean isVertex(Deployment deployment) {
        return String.valueOf(deployment.endpoint().getHost()).contains("aiplatform");
    }

    @Override
    public EventReader events() {
        return new GeminiEventReader();
    }

    @Override
    public Failure failure(int status, Function<String, @Nullable String> header, byte[] body) {
        return GeminiFailures.of(status, header, body);
    }
}
