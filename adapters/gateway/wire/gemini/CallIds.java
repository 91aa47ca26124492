package gateway.wire.gemini;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids for the function calls of one answer that came without: {@code call_gem_}, a hash of the answer, and the call's
 * place in it. The same answer always gives the same ids. Gemini has never seen them, so they are not sent back; there
 * the order and the name join a response with its call.
 */
final class CallIds {
    private static final String PREFIX = "call_gem_";
    private static final int HASH_BYTES = 10;

    private final String stem;

    private CallIds(ByteBuffer answer) {
        this.stem = PREFIX + HexFormat.of().formatHex(hash(answer), 0, HASH_BYTES) + "_";
    }

    /** Ids for an answer that has an id of its own, or for one that is known by its text alone. */
    static CallIds of(String responseId, ByteBuffer text) {
        return new CallIds(responseId.isEmpty() ? text : ByteBuffer.wrap(responseId.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it is one of ours. */
    static boolean generated(String id) {
        return id.startsWith(PREFIX);
    }

    /** The id of the call at that place. */
    String at(int index) {
        return stem + index;
    }

    private static byte[] hash(ByteBuffer text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.duplicate());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
