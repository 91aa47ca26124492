package gateway.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text that must never reach a log: a key, a prompt, a provider's message. Its {@code toString} tells length and a
 * short hash only: the first 32 bits of SHA-256 over a number drawn at the start of the process and the text, so that
 * equal texts can be told within one log, and a short text cannot be found by trying all that it may be.
 *
 * @param value the text itself
 */
public record Redacted(String value) {
    private static final byte[] SEED = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    private static final int HASH_BYTES = 4;

    /** What may be shown of a text. */
    public static String shown(@Nullable String text) {
        return text == null ? "null" : new Redacted(text).toString();
    }

    @Override
    public String toString() {
        return "[REDACTED length=" + value.length() + " hash=" + hash() + "]";
    }

    private String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SEED);
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
