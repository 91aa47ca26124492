package gateway.cache;

/** Turns texts into vectors, so that like texts lie close to each other. Thread-safe. */
public interface Embedder {
    /**
     * The vector of a text.
     *
     * @return of length 1, always of the same dimension; all zero for a text without words. May block.
     */
    float[] embed(String text);
}
