package gateway.wire;

import gateway.model.Deployment;
import gateway.model.Embeddings;
import gateway.model.Request;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Embeddings of a dialect as we speak it to providers. Thread-safe. */
public interface EmbeddingCodec {
    /**
     * Writes a request, in as many pieces as the provider's limit of inputs a call asks for.
     *
     * @param request what is asked; its original goes through untouched but for the model's name, where it is in this
     *     dialect
     * @param deployment where it goes
     * @throws gateway.model.RefusedException with {@code UnsupportedFeature}, if the dialect cannot carry what is
     *     essential, such as tokens where only texts are taken
     */
    Encoded encode(Request.Embedding request, Deployment deployment);

    /**
     * Reads the answer to one piece.
     *
     * @param header a header of the response by its lower-case name
     * @param body of a response with status 200
     * @param inputs how many vectors it must hold
     * @throws gateway.model.FailedException if it does not: garbage, or an error in spite of its status
     */
    Embeddings decode(Function<String, @Nullable String> header, byte[] body, int inputs);

    /**
     * A request in a provider's wire format.
     *
     * @param pieces its parts, in the order of the inputs; at least one
     * @param lost the client's fields that it does not carry
     */
    record Encoded(List<Piece> pieces, List<String> lost) {
        public Encoded {
            pieces = List.copyOf(pieces);
            lost = List.copyOf(lost);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Encoded[pieces=" + pieces.size() + ", lost=" + lost.size() + "]";
        }
    }

    /**
     * One call.
     *
     * @param json its body
     * @param inputs how many inputs it carries
     */
    record Piece(String json, int inputs) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Piece[inputs=" + inputs + "]";
        }
    }
}
