package gateway.wire.anthropic;

import gateway.model.Call;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.Outcome;
import gateway.model.Request;
import gateway.wire.ClientCodec;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import java.nio.charset.StandardCharsets;

/** Anthropic's Messages API as clients speak it to us. Thread-safe. */
public final class AnthropicClientCodec implements ClientCodec {
    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public Request.Chat read(Call call, byte[] body) {
        return RequestReader.read(call, body);
    }

    /**
     * Reads the body of {@code POST /v1/messages/count_tokens}, which is that of a message without {@code max_tokens}.
     *
     * @throws gateway.model.RefusedException as {@link #read}
     */
    public Request.Chat readCounted(Call call, byte[] body) {
        return RequestReader.readCounted(call, body);
    }

    @Override
    public byte[] write(Outcome outcome, Completion completion) {
        return AnswerWriter.write(outcome, completion);
    }

    @Override
    public EventWriter events(Outcome outcome) {
        return outcome.served().deployment().dialect() == Dialect.ANTHROPIC
                ? new PassThroughWriter(outcome)
                : new TranslatingWriter(outcome);
    }

    @Override
    public byte[] error(Problem problem) {
        return Errors.json(problem).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] errorEvent(Problem problem) {
        return ("event: error\ndata: " + Errors.json(problem) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
