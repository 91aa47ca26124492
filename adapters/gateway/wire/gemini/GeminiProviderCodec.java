package gateway.wire.gemini;

import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Failure;
import gateway.model.Request;
import gateway.wire.EmbeddingCodec;
import gateway.wire.EventReader;
import gateway.wire.FittedNames;
import gateway.wire.FittedTools;
import gateway.wire.ProviderCodec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Google's generateContent as we speak it. The model and the wish to stream stand in the URL. Thread-safe. */
public final class GeminiProviderCodec implements ProviderCodec {
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
        return String.valueOf(deployment.endpoint().getHost()).contains("aiplatform")
                ? new VertexEmbeddingCodec()
                : new GeminiEmbeddingCodec();
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
