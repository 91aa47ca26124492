package gateway.idempotency;

import gateway.control.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts what a store keeps, so that nobody can read it out of the store who has not the secret: AES-256 in GCM, by a
 * key that HKDF (RFC 5869, SHA-256) derives from it. Immutable.
 */
public final class ContentSeal {
    private static final byte FORM = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final String secret;
    private final String salt;
    private final String purpose;
    private final String name;

    /**
     * Takes what the key is made of.
     *
     * @param secret what the store never sees
     * @param salt such as the tenant
     * @param purpose tells keys of different stores apart
     * @param name by which the store knows the content, which cannot stand under another one
     */
    public ContentSeal(String secret, String salt, String purpose, String name) {
        this.secret = secret;
        this.salt = salt;
        this.purpose = purpose;
        this.name = name;
    }

    /**
     * Encrypts.
     *
     * @param nonces unpredictable
     */
    public ByteBuffer seal(ByteBuffer content, RandomGenerator nonces) {
        byte[] nonce = new byte[NONCE_BYTES];
        nonces.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
            ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE_BYTES + cipher.getOutputSize(content.remaining()));
            sealed.put(FORM).put(nonce);
            cipher.doFinal(content.duplicate(), sealed);
            return sealed.flip();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES and HKDF", e);
        }
    }

    /**
     * Decrypts.
     *
     * @throws StoreException if it is not what was kept
     */
    public ByteBuffer open(ByteBuffer sealed) {
        ByteBuffer rest = sealed.duplicate();
        if (rest.remaining() <= NONCE_BYTES || rest.get() != FORM) {
            throw new StoreException("kept content has an unknown form");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        rest.get(nonce);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce);
            ByteBuffer content = ByteBuffer.allocate(cipher.getOutputSize(rest.remaining()));
            cipher.doFinal(rest, content);
            return content.flip();
        } catch (GeneralSecurityException e) {
            throw new StoreException("kept content is damaged", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        SecretKey derived = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(bytes(secret))
                                .addSalt(bytes(salt))
                                .thenExpand(bytes(purpose), KEY_BYTES));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, derived, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bytes(name));
        return cipher;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "ContentSeal[" + purpose + "]";
    }
}
