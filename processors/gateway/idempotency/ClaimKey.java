package gateway.idempotency;

import gateway.control.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client's own key for a request, bound to its tenant and to the surface, so that no tenant meets another one's
 * replies. The store is given its hash alone; the key itself encrypts what is kept, so that nobody can read it out of
 * the store who has not the client's key: {@link ContentSeal}. Immutable.
 */
public final class ClaimKey {
    private final String tenant;
    private final String surface;
    private final String hash;
    private final ContentSeal seal;

    /**
     * Binds a key.
     *
     * @param tenant the tenant's id
     * @param surface id of the ingress route
     * @param key as the client sent it
     */
    public ClaimKey(String tenant, String surface, String key) {
        this.tenant = tenant;
        this.surface = surface;
        this.hash = hash(tenant, surface, key);
        this.seal = new ContentSeal(key, tenant, "serai kept reply " + surface, hash);
    }

    /**
     * Hexadecimal SHA-256 of texts; each stands behind its length, so that no two lists of texts give the same.
     *
     * @param texts may be absent
     */
    public static String hash(@Nullable String... texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text == null ? new byte[0] : bytes(text);
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(text == null ? -1 : bytes.length)
                        .flip());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What the store knows it by. */
    public String hash() {
        return hash;
    }

    /**
     * Encrypts a reply's body.
     *
     * @param nonces unpredictable
     */
    KeptReply seal(KeptReply reply, RandomGenerator nonces) {
        ByteBuffer body = reply.body();
        if (body == null) {
            return reply;
        }
        return new KeptReply(reply.status(), reply.headers(), seal.seal(body, nonces), reply.stream());
    }

    /**
     * Decrypts a reply's body.
     *
     * @throws StoreException if it is not what was kept
     */
    KeptReply open(KeptReply reply) {
        ByteBuffer sealed = reply.body();
        if (sealed == null) {
            return reply;
        }
        return new KeptReply(reply.status(), reply.headers(), seal.open(sealed), reply.stream());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Shows neither the key nor its hash. */
    @Override
    public String toString() {
        return "ClaimKey[" + tenant + ", " + surface + "]";
    }
}
