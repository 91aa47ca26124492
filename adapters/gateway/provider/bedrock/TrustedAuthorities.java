package gateway.provider.bedrock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.http.TlsTrustManagersProvider;

/** Trusts the authorities of a PEM file and no others. */
public final class TrustedAuthorities implements TlsTrustManagersProvider {
    private final TrustManager[] managers;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it holds no certificates
     */
    public TrustedAuthorities(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("egress.ca must hold PEM certificates, " + pem + " holds none");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            managers = factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("egress.ca must hold PEM certificates, " + pem + " does not", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TrustManager[] trustManagers() {
        return managers.clone();
    }
}
