package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.EmbeddingInput;
import gateway.model.Embeddings;
import gateway.model.FailedException;
import gateway.model.ModelKind;
import gateway.model.Original;
import gateway.model.Request;
import gateway.model.Usage;
import gateway.model.Vector;
import gateway.model.VectorFormat;
import gateway.wire.EmbeddingCodec;
import gateway.wire.JsonCodec;
import gateway.wire.JsonSplice;
import gateway.wire.LostFields;
import gateway.wire.VectorJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings as we speak them to OpenAI, Azure, Mistral and whoever speaks like them. Thread-safe.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings/create">OpenAI: create embeddings</a>
 * @see <a href="https://docs.mistral.ai/api/#tag/embeddings">Mistral: embeddings</a>
 */
final class OpenAiEmbeddingCodec implements EmbeddingCodec {
    /** More numbers than that are asked for in Base64: as text, a number can take 22 bytes. */
    private static final long MOST_NUMBERS = 1_000_000;

    @Override
    public Encoded encode(Request.Embedding request, Deployment deployment) {
        int inputs = request.input().size();
        if (Flavour.of(deployment.endpoint()) == Flavour.MISTRAL) {
            return mistral(request, deployment);
        }
        VectorFormat format = isLarge(request, deployment) ? VectorFormat.BASE64 : request.format();
        Original original = request.original();
        if (original == null || original.dialect() != Dialect.OPENAI) {
            boolean decoded = request.input() instanceof EmbeddingInput.Texts texts && texts.decoded();
            return new Encoded(
                    List.of(new Piece(anew(request, deployment, format), inputs)),
                    decoded ? List.of("input") : List.of());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("model", JsonText.quote(deployment.upstreamName()));
        if (format != request.format()) {
            fields.put("encoding_format", "\"base64\"");
        }
        return new Encoded(List.of(new Piece(JsonSplice.with(original.json(), fields), inputs)), List.of());
    }

    private static boolean isLarge(Request.Embedding request, Deployment deployment) {
        Integer asked = request.dimensions();
        int dimensions = asked != null
                ? asked
                : deployment.kind() instanceof ModelKind.Embedding(int usual, int least) ? usual : 0;
        return (long) request.input().size() * dimensions > MOST_NUMBERS;
    }

    private static String anew(Request.Embedding request, Deployment deployment, @Nullable VectorFormat format) {
        ObjectNode body = JsonCodec.object().put("model", deployment.upstreamName());
        input(request.input(), body.putArray("input"));
        if (request.dimensions() != null) {
            body.put("dimensions", request.dimensions());
        }
        if (format != null) {
            body.put("encoding_format", EmbeddingFields.word(format));
        }
        if (request.user() != null) {
            body.put("user", request.user());
        }
        String json = body.toString();
        Map<String, String> rest = new LinkedHashMap<>();
        request.rest().forEach((name, value) -> rest.put(name, value.text()));
        return rest.isEmpty() ? json : JsonSplice.with(json, rest);
    }

    private static void input(EmbeddingInput input, ArrayNode array) {
        switch (input) {
            case EmbeddingInput.Texts texts -> texts.all().forEach(array::add);
            case EmbeddingInput.Tokens tokens -> {
                for (int[] each : tokens.all()) {
                    ArrayNode numbers = array.addArray();
                    for (int token : each) {
                        numbers.add(token);
                    }
                }
            }
        }
    }

    /** It refuses fields that its schema does not list, and calls the dimensions by a name of its own. */
    private static Encoded mistral(Request.Embedding request, Deployment deployment) {
        ObjectNode body = JsonCodec.object().put("model", deployment.upstreamName());
        VectorJson.texts(request.input()).forEach(body.putArray("input")::add);
        if (request.dimensions() != null) {
            body.put("output_dimension", request.dimensions());
        }
        LostFields lost = new LostFields(request.call().dialect());
        if (request.user() != null) {
            lost.add("user");
        }
        lost.addAll(request.rest());
        return new Encoded(List.of(new Piece(body.toString(), request.input().size())), lost.names());
    }

    @Override
    public Embeddings decode(Function<String, @Nullable String> header, byte[] body, int inputs) {
        Reading reading = new Reading(inputs);
        VectorJson.read(body, reading::field);
        if (reading.failed) {
            throw failed(body);
        }
        List<Vector> vectors = new ArrayList<>(inputs);
        for (Vector each : reading.vectors) {
            if (each == null) {
                throw VectorJson.garbage();
            }
            vectors.add(each);
        }
        return VectorJson.checked(reading.model, vectors, inputs, reading.usage);
    }

    private static FailedException failed(byte[] body) {
        try {
            return new FailedException(OpenAiFailures.inside(JsonCodec.read(ByteBuffer.wrap(body))));
        } catch (IOException e) {
            return VectorJson.garbage();
        }
    }

    /** What was read so far. Used by one thread. */
    private static final class Reading {
        private final @Nullable Vector[] vectors;
        private String model = "";
        private @Nullable Usage usage;
        private boolean failed;

        Reading(int inputs) {
            vectors = new Vector[inputs];
        }

        void field(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "data" -> data(parser);
                case "model" -> model = parser.getValueAsString("");
                case "usage" -> usage = UsageFields.read(JsonCodec.MAPPER.readTree(parser));
                case "error" -> {
                    failed |= parser.currentToken() != JsonToken.VALUE_NULL;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }

        private void data(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw VectorJson.garbage();
            }
            for (int place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
                Entry entry = new Entry(place);
                VectorJson.object(parser, entry::field);
                if (entry.index < 0 || entry.index >= vectors.length || entry.vector == null) {
                    throw VectorJson.garbage();
                }
                if (vectors[entry.index] != null) {
                    throw VectorJson.garbage();
                }
                vectors[entry.index] = entry.vector;
            }
        }
    }

    /** One vector, and which input it is of. */
    private static final class Entry {
        private int index;
        private @Nullable Vector vector;

        Entry(int place) {
            index = place;
        }

        void field(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "index" -> index = parser.getValueAsInt(-1);
                case "embedding" -> vector = vector(parser);
                default -> parser.skipChildren();
            }
        }

        private static Vector vector(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return VectorJson.numbers(parser);
            }
            try {
                return new Vector.Encoded(parser.getText());
            } catch (IllegalArgumentException e) {
                throw VectorJson.garbage();
            }
        }
    }
}
