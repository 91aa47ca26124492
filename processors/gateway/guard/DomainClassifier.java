package gateway.guard;

/** Tells of which domain a text is. Thread-safe, in time linear in the text's length. */
@FunctionalInterface
public interface DomainClassifier {
    /**
     * The likeliest domain.
     *
     * @param text any length
     */
    Guess guess(String text);

    /**
     * A domain and how sure that is.
     *
     * @param domain {@code legal}, {@code medical} or {@code general}
     * @param probability 0 to 1
     */
    record Guess(String domain, double probability) {}
}
