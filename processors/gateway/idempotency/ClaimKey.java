package gateway.idempotency;

import gateway.control.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A client's own key for a request, bound to its tenant and to the surface, so that no tenant meets another one's
 * replies. The store is given its hash alone; the key itself encrypts what is kept, so that nobody can read it out of
 * the store who has not the client's key: AES-256 in GCM, by a key that HKDF (RFC 5869, SHA-256) derives from it.
 * Immutable.
 */
public final class ClaimKey {
    private static final byte FORM = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final String tenant;
    private final String surface;
    private final String key;
    private final String hash;

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
        this.key = key;
        this.hash = hash(tenant, surface, key);
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
        byte[] nonce = new byte[NONCE_BYTES];
        nonces.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
            ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE_BYTES + cipher.getOutputSize(body.remaining()));
            sealed.put(FORM).put(nonce);
            cipher.doFinal(body.duplicate(), sealed);
            return new KeptReply(reply.status(), reply.headers(), sealed.flip(), reply.stream());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES and HKDF", e);
        }
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
        ByteBuffer rest = sealed.duplicate();
        if (rest.remaining() <= NONCE_BYTES || rest.get() != FORM) {
            throw new StoreException("a kept reply has an unknown form");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        rest.get(nonce);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce);
            ByteBuffer body = ByteBuffer.allocate(cipher.getOutputSize(rest.remaining()));
            cipher.doFinal(rest, body);
            return new KeptReply(reply.status(), reply.headers(), body.flip(), reply.stream());
        } catch (GeneralSecurityException e) {
            throw new StoreException("a kept reply is damaged", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        SecretKey derived = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(bytes(key))
                                .addSalt(bytes(tenant))
                                .thenExpand(bytes("serai kept reply " + surface), KEY_BYTES));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bytes(hash));
        return cipher;
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
