package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model made of the inputs of a {@link Request.Embedding}.
 *
 * @param model what the provider says answered; empty where it does not say
 * @param vectors one for each input, in the order of the inputs
 * @param usage the tokens of all inputs; null where the provider did not say
 */
public record Embeddings(
        String model, List<Vector> vectors, @Nullable Usage usage) {
    public Embeddings {
        vectors = List.copyOf(vectors);
    }

    /** The same with another count of their tokens. */
    public Embeddings with(Usage other) {
        return new Embeddings(model, vectors, other);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Embeddings[" + vectors.size() + ", " + usage + "]";
    }
}
