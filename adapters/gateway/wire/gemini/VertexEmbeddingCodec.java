package gateway.wire.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Deployment;
import gateway.model.Embeddings;
import gateway.model.Request;
import gateway.model.Usage;
import gateway.model.Vector;
import gateway.wire.EmbeddingCodec;
import gateway.wire.JsonCodec;
import gateway.wire.VectorJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings as we speak them to Vertex AI: {@code :predict}, one text a call, since {@code gemini-embedding-001} takes
 * no more. A text that is too long is an error, as everywhere else, and not cut silently. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api">Vertex AI:
 *     text embeddings</a>
 */
final class VertexEmbeddingCodec implements EmbeddingCodec {
    @Override
    public Encoded encode(Request.Embedding request, Deployment deployment) {
        TaskType task = new TaskType(request);
        List<Piece> pieces = new ArrayList<>();
        for (String text : VectorJson.texts(request.input())) {
            ObjectNode body = JsonCodec.object();
            ObjectNode instance = body.putArray("instances").addObject().put("content", text);
            if (task.word() != null) {
                instance.put("task_type", task.word());
            }
            ObjectNode parameters = body.putObject("parameters").put("autoTruncate", false);
            if (request.dimensions() != null) {
                parameters.put("outputDimensionality", request.dimensions());
            }
            pieces.add(new Piece(body.toString(), 1));
        }
        return new Encoded(pieces, task.lost());
    }

    @Override
    public Embeddings decode(Function<String, @Nullable String> header, byte[] body, int inputs) {
        Reading reading = new Reading();
        VectorJson.read(body, (name, parser) -> {
            if (name.equals("predictions")) {
                reading.predictions(parser);
            } else {
                parser.skipChildren();
            }
        });
        return VectorJson.checked("", reading.vectors, inputs, reading.usage());
    }

    /** What was read so far. Used by one thread. */
    private static final class Reading {
        private final List<Vector> vectors = new ArrayList<>();
        private long tokens;
        private int told;

        void predictions(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw VectorJson.garbage();
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                VectorJson.object(parser, (name, value) -> {
                    if (name.equals("embeddings")) {
                        VectorJson.object(value, this::embedding);
                    } else {
                        value.skipChildren();
                    }
                });
            }
        }

        private void embedding(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "values" -> vectors.add(VectorJson.numbers(parser));
                case "statistics" ->
                    VectorJson.object(parser, (field, value) -> {
                        if (field.equals("token_count")) {
                            tokens += VectorJson.tokens(value);
                            told++;
                        }
                        value.skipChildren();
                    });
                default -> parser.skipChildren();
            }
        }

        @Nullable Usage usage() {
            return told == vectors.size() ? Usage.of(tokens, 0) : null;
        }
    }
}
