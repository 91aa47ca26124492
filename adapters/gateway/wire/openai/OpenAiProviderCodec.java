package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Json;
import gateway.model.Original;
import gateway.model.Request;
import gateway.wire.EmbeddingCodec;
import gateway.wire.EventReader;
import gateway.wire.FittedNames;
import gateway.wire.FittedTools;
import gateway.wire.JsonCodec;
import gateway.wire.JsonSplice;
import gateway.wire.ProviderCodec;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chat completions as we speak them to providers. Thread-safe. */
public final class OpenAiProviderCodec implements ProviderCodec {
    private static final EmbeddingCodec EMBEDDINGS = new OpenAiEmbeddingCodec();

    @Override
    public Encoded encode(Request.Chat asked, Deployment deployment) {
        Request.Chat chat = asked.fitting(deployment);
        Flavour flavour = Flavour.of(deployment.endpoint());
        Original original = chat.original();
        if (original == null || original.dialect() != Dialect.OPENAI || flavour == Flavour.MISTRAL) {
            FittedTools tools = FittedTools.of(chat, FittedNames.ofTools());
            return new RequestWriter(tools.chat(), deployment, flavour).write().renamed(tools.originals());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("model", JsonText.quote(deployment.upstreamName()));
        if (chat.stream()) {
            fields.put("stream_options", streamOptions(chat.rest().get("stream_options")));
        }
        if (chat.outputBound() != null) {
            fields.put(flavour.maxTokens(), chat.outputBound().toString());
        }
        return new Encoded(JsonSplice.with(original.json(), fields), List.of());
    }

    @Override
    public Completion decode(byte[] body) {
        JsonNode root;
        try {
            root = JsonCodec.read(ByteBuffer.wrap(body));
        } catch (JsonProcessingException e) {
            throw garbage();
        }
        return CompletionReader.read(root);
    }

    @Override
    public EmbeddingCodec embeddings(Deployment deployment) {
        return EMBEDDINGS;
    }

    @Override
    public EventReader events() {
        return new OpenAiEventReader();
    }

    @Override
    public Failure failure(int status, Function<String, @Nullable String> header, byte[] body) {
        return OpenAiFailures.classify(status, header, body);
    }

    /** What is no answer in this dialect. */
    static FailedException garbage() {
        return new FailedException(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    /** The client's options, but with the usage that metering needs. */
    static String streamOptions(@Nullable Json asked) {
        return JsonSplice.with(asked == null ? "{}" : asked.text(), Map.of("include_usage", "true"));
    }
}
