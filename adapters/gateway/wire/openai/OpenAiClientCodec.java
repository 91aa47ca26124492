package gateway.wire.openai;

import gateway.model.Call;
import gateway.model.Completion;
import gateway.model.Outcome;
import gateway.model.Request;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Chat completions as clients speak them to us. Thread-safe. */
public final class OpenAiClientCodec extends DatedCodec {
    /**
     * Makes the codec.
     *
     * @param clock tells when an answer was {@code created}
     */
    public OpenAiClientCodec(InstantSource clock) {
        super(clock);
    }

    @Override
    public Request.Chat read(Call call, byte[] body) {
        return new ChatReader(call, body).read();
    }

    @Override
    public byte[] write(Outcome outcome, Completion completion) {
        return CompletionWriter.write(outcome, completion, now());
    }

    @Override
    public EventWriter events(Outcome outcome) {
        return new OpenAiEventWriter(outcome, now());
    }

    @Override
    public byte[] error(Problem problem) {
        return ErrorWriter.error(problem).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] errorEvent(Problem problem) {
        return ErrorWriter.event(problem).getBytes(StandardCharsets.UTF_8);
    }
}
