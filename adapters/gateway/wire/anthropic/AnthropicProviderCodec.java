package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import gateway.wire.JsonCodec;
import gateway.wire.JsonSplice;
import gateway.wire.ProviderCodec;
import gateway.wire.TokenCounting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API as we speak it to providers. Thread-safe. */
public final class AnthropicProviderCodec implements ProviderCodec {
    private static final List<String> COUNTED =
            List.of("messages", "model", "output_config", "system", "thinking", "tool_choice", "tools");

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

    /** By the document, the fields of a message that have tokens, and those that say how they are counted. */
    @Override
    public TokenCounting counting(Request.Chat chat, Deployment deployment) {
        ObjectNode body = JsonCodec.object(encode(chat, deployment).json().getBytes(StandardCharsets.UTF_8));
        return new TokenCounting(body.retain(COUNTED).toString(), "input_tokens");
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
