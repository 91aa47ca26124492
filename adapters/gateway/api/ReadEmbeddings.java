package gateway.api;

import gateway.Stage;
import gateway.model.Dialect;
import gateway.model.Request;
import gateway.wire.openai.OpenAiEmbeddings;

/** Reads a request for vectors, in OpenAI's format. */
public final class ReadEmbeddings implements Stage<HttpCall, Request.Embedding> {
    private final OpenAiEmbeddings codec;

    /** Takes the format. */
    public ReadEmbeddings(OpenAiEmbeddings codec) {
        this.codec = codec;
    }

    @Override
    public Request.Embedding apply(HttpCall call) {
        return codec.read(
                call.envelope(Dialect.OPENAI, HeaderWishes.of(call.headers())),
                call.body().getBytes());
    }
}
