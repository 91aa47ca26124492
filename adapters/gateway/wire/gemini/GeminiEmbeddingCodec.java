package gateway.wire.gemini;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
 * Embeddings as we speak them to the Gemini API: {@code :batchEmbedContents}, at most {@value #MOST} texts a call.
 * Older models tell no usage. Thread-safe.
 *
 * @see <a href="https://ai.google.dev/api/embeddings">Gemini API: embeddings</a>
 */
final class GeminiEmbeddingCodec implements EmbeddingCodec {
    static final int MOST = 100;

    @Override
    public Encoded encode(Request.Embedding request, Deployment deployment) {
        List<String> texts = VectorJson.texts(request.input());
        TaskType task = new TaskType(request);
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += MOST) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + MOST));
            ObjectNode body = JsonCodec.object();
            ArrayNode requests = body.putArray("requests");
            for (String text : some) {
                ObjectNode one = requests.addObject().put("model", "models/" + deployment.upstreamName());
                one.putObject("content").putArray("parts").addObject().put("text", text);
                if (task.word() != null) {
                    one.put("taskType", task.word());
                }
                if (request.dimensions() != null) {
                    one.put("outputDimensionality", request.dimensions());
                }
            }
            pieces.add(new Piece(body.toString(), some.size()));
        }
        return new Encoded(pieces, task.lost());
    }

    @Override
    public Embeddings decode(Function<String, @Nullable String> header, byte[] body, int inputs) {
        List<Vector> vectors = new ArrayList<>(inputs);
        List<Usage> usage = new ArrayList<>();
        VectorJson.read(body, (name, parser) -> {
            switch (name) {
                case "embeddings" -> embeddings(parser, vectors);
                case "usageMetadata" ->
                    VectorJson.object(parser, (field, value) -> {
                        if (field.equals("promptTokenCount")) {
                            usage.add(Usage.of(VectorJson.tokens(value), 0));
                        }
                        value.skipChildren();
                    });
                default -> parser.skipChildren();
            }
        });
        return VectorJson.checked("", vectors, inputs, usage.isEmpty() ? null : usage.getFirst());
    }

    private static void embeddings(JsonParser parser, List<Vector> vectors) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw VectorJson.garbage();
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            VectorJson.object(parser, (name, value) -> {
                if (name.equals("values")) {
                    vectors.add(VectorJson.numbers(value));
                } else {
                    value.skipChildren();
                }
            });
        }
    }
}
