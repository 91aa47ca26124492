package gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server's certificate with its key.
 *
 * @param key signs for the first of the chain
 * @param chain the server's certificate first
 */
record Certificate(PrivateKey key, List<X509Certificate> chain) {
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

    Certificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files.
     *
     * @throws InvalidCertificateException if one cannot be read, is no PEM, or is not the other's
     */
    static Certificate read(Vertx vertx, String chainFile, String keyFile) throws InvalidCertificateException {
        PemKeyCertOptions pem =
                new PemKeyCertOptions().setCertValue(bytes(chainFile)).setKeyValue(bytes(keyFile));
        Certificate read;
        boolean pair;
        try {
            read = Objects.requireNonNull(first(pem.getKeyManagerFactory(vertx).getKeyManagers()));
            pair = isPair(read.key(), read.chain().getFirst().getPublicKey());
        } catch (Exception e) {
            // its text could quote the file
            throw new InvalidCertificateException(
                    chainFile + " and " + keyFile + " must be PEM files with a certificate and its private key");
        }
        if (!pair) {
            throw new InvalidCertificateException(keyFile + " is not the key of the certificate in " + chainFile);
        }
        return read;
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "Certificate[]";
    }

    private static @Nullable Certificate first(KeyManager[] managers) {
        for (KeyManager manager : managers) {
            for (String type : KEY_TYPES) {
                if (manager instanceof X509KeyManager keys) {
                    String[] aliases = keys.getServerAliases(type, null);
                    if (aliases != null && aliases.length > 0) {
                        return new Certificate(
                                keys.getPrivateKey(aliases[0]), List.of(keys.getCertificateChain(aliases[0])));
                    }
                }
            }
        }
        return null;
    }

    /** What the one signs, the other must recognise. */
    private static boolean isPair(PrivateKey mine, PublicKey shown) throws GeneralSecurityException {
        if (!mine.getAlgorithm().equals(shown.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (mine.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> mine.getAlgorithm();
                });
        byte[] text = {1, 2, 3};
        signature.initSign(mine);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(shown);
        signature.update(text);
        return signature.verify(signed);
    }

    private static Buffer bytes(String file) throws InvalidCertificateException {
        try {
            return Buffer.buffer(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            throw new InvalidCertificateException(file + " cannot be read");
        }
    }
}
