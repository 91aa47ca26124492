package gateway.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.model.EmbeddingInput;
import gateway.model.Embeddings;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Usage;
import gateway.model.Vector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What embeddings of all dialects share. Vectors are read by a stream of tokens: a tree of millions of numbers would
 * take a hundred times their size.
 */
public final class VectorJson {
    private static final int USUAL = 1_024;

    private VectorJson() {}

    /** Reads the fields of an object that the parser stands in front of. */
    public interface FieldReader {
        /** Reads a value at whose first token the parser stands, up to its last one. */
        void read(String name, JsonParser parser) throws IOException;
    }

    /**
     * Reads a provider's whole body.
     *
     * @throws FailedException if it is no JSON object
     */
    public static void read(byte[] body, FieldReader fields) {
        try (JsonParser parser = JsonCodec.MAPPER.createParser(body)) {
            parser.nextToken();
            object(parser, fields);
        } catch (IOException e) {
            throw garbage();
        }
    }

    /** Reads an object at whose beginning the parser stands. */
    public static void object(JsonParser parser, FieldReader fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw garbage();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.read(name, parser);
        }
    }

    /** Reads an array of numbers at whose beginning the parser stands. */
    public static Vector numbers(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw garbage();
        }
        float[] numbers = new float[USUAL];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isNumeric()) {
                throw garbage();
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = parser.getFloatValue();
        }
        if (size == 0) {
            throw garbage();
        }
        return new Vector.Floats(size == numbers.length ? numbers : Arrays.copyOf(numbers, size));
    }

    /** Reads a whole number of tokens; 0 where there is none. */
    public static long tokens(JsonParser parser) throws IOException {
        return parser.currentToken().isNumeric() ? Math.max(0, parser.getLongValue()) : 0;
    }

    /**
     * The vectors of one piece, if they are as many as its inputs and of one length.
     *
     * @throws FailedException if they are not: a wrong order or a missing one must never go unseen
     */
    public static Embeddings checked(String model, List<Vector> vectors, int inputs, @Nullable Usage usage) {
        if (vectors.size() != inputs) {
            throw garbage();
        }
        for (Vector each : vectors) {
            if (each.dimensions() != vectors.getFirst().dimensions()) {
                throw garbage();
            }
        }
        return new Embeddings(model, vectors, usage);
    }

    /** The answers of all pieces, in order, as one. */
    public static Embeddings joined(List<Embeddings> pieces) {
        List<Vector> vectors = new ArrayList<>();
        Usage usage = Usage.NONE;
        for (Embeddings piece : pieces) {
            vectors.addAll(piece.vectors());
            usage = usage == null || piece.usage() == null ? null : usage.plus(piece.usage());
        }
        return checked(pieces.getFirst().model(), vectors, vectors.size(), usage);
    }

    /**
     * The texts of an input.
     *
     * @throws RefusedException with {@code UnsupportedFeature} if it is cut into tokens
     */
    public static List<String> texts(EmbeddingInput input) {
        return switch (input) {
            case EmbeddingInput.Texts texts -> texts.all();
            case EmbeddingInput.Tokens tokens ->
                throw new RefusedException(new Refusal.UnsupportedFeature(
                        "this model takes texts, and no tokens of OpenAI's vocabulary: send texts as 'input'"));
        };
    }

    /** What is no answer. */
    public static FailedException garbage() {
        return new FailedException(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }
}
