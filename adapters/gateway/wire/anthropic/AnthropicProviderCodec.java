package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.TextNode;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Failure;
import gateway.model.Original;
import gateway.model.Request;
import gateway.wire.EventReader;
import gateway.wire.FittedNames;
import gateway.wire.FittedTools;
import gateway.wire.JsonSplice;
import gateway.wire.ProviderCodec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API as we speak it to providers. Thread-safe. */
public final class AnthropicProviderCodec implements ProviderCodec {
    @Override
    public Encoded encode(Request.Chat asked, Deployment deployment) {
        Request.Chat chat = asked.fitting(deployment);
        Original original = chat.original();
        if (original != null && original.dialect() == Dialect.ANTHROPIC) {
            String model = TextNode.valueOf(deployment.upstreamName()).toString();
            Map<String, String> fields = chat.outputBound() == null
                    ? Map.of("model", model)
                    : Map.of("model", model, "max_tokens", chat.outputBound().toString());
            return new Encoded(JsonSplice.with(original.json(), fields), List.of());
        }
        FittedTools tools = FittedTools.of(chat, FittedNames.ofAnthropicTools());
        return RequestWriter.write(tools.chat(), deployment).renamed(tools.originals());
    }

    @Override
    public Completion decode(byte[] body) {
        return AnswerReader.read(body);
    }

    @Override
    public EventReader events() {
        return new AnthropicEventReader();
    }

    @Override
    public Failure failure(int status, Function<String, @Nullable String> header, byte[] body) {
        return AnthropicFailures.of(status, header, body);
    }
}
