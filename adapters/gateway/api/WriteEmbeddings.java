package gateway.api;

import gateway.Stage;
import gateway.api.HttpReply.Payload;
import gateway.killswitch.SwitchSource;
import gateway.model.Answer;
import gateway.model.Dialect;
import gateway.model.Original;
import gateway.model.Outcome;
import gateway.model.Request;
import gateway.wire.openai.OpenAiEmbeddings;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.Map;

/** Writes vectors in OpenAI's format; the provider's own bytes, where they are what was asked for. */
public final class WriteEmbeddings implements Stage<Outcome, HttpReply> {
    private final OpenAiEmbeddings codec;
    private final AnswerHeaders headers;

    /** Takes the format, the switches for their revision, and the clock by which rates begin anew. */
    public WriteEmbeddings(OpenAiEmbeddings codec, SwitchSource switches, InstantSource clock) {
        this.codec = codec;
        this.headers = new AnswerHeaders(Dialect.OPENAI, switches, clock);
    }

    @Override
    public HttpReply apply(Outcome outcome) {
        if (!(outcome.served().answer() instanceof Answer.Embedded embedded)
                || !(outcome.request() instanceof Request.Embedding asked)) {
            throw new IllegalStateException("a conversation was answered: another route writes it");
        }
        Original original = embedded.original();
        Buffer body = original != null && codec.fits(asked, embedded.embeddings(), original)
                ? Buffer.buffer(original.json())
                : Buffer.buffer(codec.write(
                        asked,
                        embedded.embeddings(),
                        outcome.served().deployment().model()));
        Map<String, String> told = headers.of(outcome);
        told.put("content-type", "application/json");
        return new HttpReply(200, told, new Payload.Bytes(body));
    }
}
