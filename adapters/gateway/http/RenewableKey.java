package gateway.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server's key that can be replaced between two handshakes. A handshake that has begun ends with the key that it
 * began with, since the one before stays known. Thread-safe.
 *
 * <p>It stands in place of {@code HttpServer.updateSSLOptions}, which drops connections that arrive while the new
 * options are being made (seen with Vert.x 4.5.24).
 */
final class RenewableKey extends X509ExtendedKeyManager {
    private final AtomicReference<Keys> keys;

    RenewableKey(Certificate first) {
        keys = new AtomicReference<>(new Keys(0, first, first));
    }

    /** The newest key, and the one before, which has the number before. */
    private record Keys(long number, Certificate newest, Certificate before) {
        Certificate of(String alias) {
            return alias.equals(Long.toString(number)) ? newest : before;
        }
    }

    /** Shows another certificate from the next handshake on. */
    void replace(Certificate next) {
        keys.updateAndGet(now -> new Keys(now.number() + 1, next, now.newest()));
    }

    /** What is shown now. */
    Certificate current() {
        return keys.get().newest();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Keys now = keys.get();
        return now.newest().key().getAlgorithm().equals(keyType) ? Long.toString(now.number()) : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.get().of(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.get().of(alias).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
