package gateway.model;

/** What a model makes of a request. */
public sealed interface ModelKind {
    /** Whether it can serve a request at all. */
    default boolean serves(Request request) {
        return switch (request) {
            case Request.Chat chat -> this instanceof Chat;
            case Request.Embedding embedding -> this instanceof Embedding;
        };
    }

    /** Answers to conversations. */
    record Chat() implements ModelKind {}

    /**
     * Vectors of texts.
     *
     * @param dimensions how long they are, unless a shorter length is asked for
     * @param least the shortest that can be asked for; as {@code dimensions} where there is no choice
     */
    record Embedding(int dimensions, int least) implements ModelKind {}
}
