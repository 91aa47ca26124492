package gateway.wire.bedrock;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Deployment;
import gateway.model.Embeddings;
import gateway.model.Json;
import gateway.model.ModelKind;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Usage;
import gateway.model.Vector;
import gateway.wire.EmbeddingCodec;
import gateway.wire.JsonCodec;
import gateway.wire.LostFields;
import gateway.wire.VectorJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of {@code InvokeModel} for embeddings: Amazon Titan V2 takes one text a call and tells its tokens in the body,
 * Cohere takes 96 and Bedrock tells their tokens in a header. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html">Titan</a>
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html">Cohere Embed 3</a>
 */
public sealed interface BedrockEmbeddings extends EmbeddingCodec {
    /** The response header with the tokens of the input. */
    String INPUT_TOKENS = "x-amzn-bedrock-input-token-count";

    /**
     * The format of a model.
     *
     * @throws RefusedException with {@code UnsupportedFeature}, if it is none that we know
     */
    static EmbeddingCodec of(Deployment deployment) {
        String name = deployment.upstreamName().toLowerCase(Locale.ROOT);
        if (name.contains("titan-embed-text-v2")) {
            return new Titan();
        }
        if (name.contains("cohere.embed-") && name.contains("-v3")) {
            return new Cohere();
        }
        throw new RefusedException(new Refusal.UnsupportedFeature("deployment " + deployment.id()
                + " has a format of embeddings that is not known here: Titan V2 and Cohere Embed 3 are"));
    }

    /** Titan Text Embeddings V2. */
    final class Titan implements BedrockEmbeddings {
        private static final Set<Integer> DIMENSIONS = Set.of(1_024, 512, 256);

        @Override
        public Encoded encode(Request.Embedding request, Deployment deployment) {
            Integer dimensions = request.dimensions();
            if (dimensions != null && !DIMENSIONS.contains(dimensions)) {
                throw new RefusedException(new Refusal.UnsupportedFeature(
                        "this model makes vectors of 1024, 512 or 256 dimensions: ask for one of these"));
            }
            List<Piece> pieces = new ArrayList<>();
            for (String text : VectorJson.texts(request.input())) {
                ObjectNode body = JsonCodec.object().put("inputText", text);
                if (dimensions != null) {
                    body.put("dimensions", dimensions);
                }
                pieces.add(new Piece(body.toString(), 1));
            }
            return new Encoded(pieces, lost(request, request.rest()));
        }

        @Override
        public Embeddings decode(Function<String, @Nullable String> header, byte[] body, int inputs) {
            List<Vector> vectors = new ArrayList<>(1);
            List<Usage> usage = new ArrayList<>(1);
            VectorJson.read(body, (name, parser) -> {
                switch (name) {
                    case "embedding" -> vectors.add(VectorJson.numbers(parser));
                    case "inputTextTokenCount" -> usage.add(Usage.of(VectorJson.tokens(parser), 0));
                    default -> parser.skipChildren();
                }
            });
            return VectorJson.checked("", vectors, inputs, usage.isEmpty() ? null : usage.getFirst());
        }
    }

    /** Cohere Embed 3, English and multilingual. */
    final class Cohere implements BedrockEmbeddings {
        private static final int MOST = 96;
        private static final String TYPE = "input_type";
        private static final Set<String> TYPES =
                Set.of("search_document", "search_query", "classification", "clustering");

        @Override
        public Encoded encode(Request.Embedding request, Deployment deployment) {
            Integer dimensions = request.dimensions();
            if (dimensions != null
                    && !(deployment.kind() instanceof ModelKind.Embedding made && made.dimensions() == dimensions)) {
                throw new RefusedException(new Refusal.UnsupportedFeature(
                        "this model makes vectors of one length: leave 'dimensions' out", "dimensions"));
            }
            List<String> texts = VectorJson.texts(request.input());
            Map<String, Json> rest = new HashMap<>(request.rest());
            Json given = rest.get(TYPE);
            String type = given == null ? "" : given.text().replace("\"", "");
            if (TYPES.contains(type)) {
                rest.remove(TYPE);
            } else {
                // it must be there, and most vectors are of what is to be found
                type = "search_document";
            }
            List<Piece> pieces = new ArrayList<>();
            for (int from = 0; from < texts.size(); from += MOST) {
                List<String> some = texts.subList(from, Math.min(texts.size(), from + MOST));
                ObjectNode body = JsonCodec.object().put(TYPE, type).put("truncate", "NONE");
                some.forEach(body.putArray("texts")::add);
                pieces.add(new Piece(body.toString(), some.size()));
            }
            return new Encoded(pieces, lost(request, rest));
        }

        @Override
        public Embeddings decode(Function<String, @Nullable String> header, byte[] body, int inputs) {
            List<Vector> vectors = new ArrayList<>(inputs);
            VectorJson.read(body, (name, parser) -> {
                if (name.equals("embeddings")) {
                    vectors(parser, vectors);
                } else {
                    parser.skipChildren();
                }
            });
            return VectorJson.checked("", vectors, inputs, usage(header.apply(INPUT_TOKENS)));
        }

        private static void vectors(JsonParser parser, List<Vector> vectors) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw VectorJson.garbage();
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                vectors.add(VectorJson.numbers(parser));
            }
        }

        private static @Nullable Usage usage(@Nullable String tokens) {
            try {
                return tokens == null ? null : Usage.of(Long.parseLong(tokens.strip()), 0);
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    private static List<String> lost(Request.Embedding request, Map<String, Json> rest) {
        LostFields lost = new LostFields(request.call().dialect());
        if (request.user() != null) {
            lost.add("user");
        }
        lost.addAll(rest);
        return lost.names();
    }
}
