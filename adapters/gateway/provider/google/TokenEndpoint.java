package gateway.provider.google;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Exchanges a service account's key for access tokens. Thread-safe. */
public final class TokenEndpoint {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final Path keyFile;
    private final HttpTransportFactory transport;

    /**
     * Reads nothing yet.
     *
     * @param keyFile the service account's key in JSON, as {@code GOOGLE_APPLICATION_CREDENTIALS} names it; read for
     *     each token, so that a rotated key needs no restart
     * @param proxy the way out, if there is only one
     */
    public TokenEndpoint(Path keyFile, @Nullable Proxy proxy) {
        this.keyFile = keyFile;
        this.transport = () -> new NetHttpTransport.Builder().setProxy(proxy).build();
    }

    /**
     * Fetches a new token; blocks.
     *
     * @throws IOException if the key cannot be read, or the endpoint gives no token
     */
    AccessToken fetch() throws IOException {
        try (InputStream key = Files.newInputStream(keyFile)) {
            GoogleCredentials credentials =
                    ServiceAccountCredentials.fromStream(key, transport).createScoped(SCOPE);
            return credentials.refreshAccessToken();
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IOException("the key file or the endpoint's answer makes no sense", e);
        }
    }
}
