package gateway.model;

/**
 * A text that must never reach a log: a key, a prompt, a provider's message. Its {@code toString} tells length and a
 * short hash only.
 *
 * @param value the text itself
 */
public record Redacted(String value) {
    @Override
    public String toString() {
        return "[REDACTED length=" + value.length() + " hash=" + Integer.toHexString(value.hashCode()) + "]";
    }
}
