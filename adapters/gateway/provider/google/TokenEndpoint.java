package gateway.provider.google;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import gateway.model.Redacted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Exchanges a service account's key for access tokens. Thread-safe. */
public final class TokenEndpoint {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final Redacted key;
    private final HttpTransportFactory transport;

    /**
     * Fetches nothing yet.
     *
     * @param key the service account's key in JSON, as the file has it that {@code GOOGLE_APPLICATION_CREDENTIALS}
     *     names
     * @param proxy the way out, if there is only one
     */
    public TokenEndpoint(Redacted key, @Nullable Proxy proxy) {
        this.key = key;
        this.transport = () -> new NetHttpTransport.Builder().setProxy(proxy).build();
    }

    /**
     * Fetches a new token; blocks.
     *
     * @throws IOException if the key makes no sense, or the endpoint gives no token
     */
    AccessToken fetch() throws IOException {
        try {
            GoogleCredentials credentials = ServiceAccountCredentials.fromStream(
                            new ByteArrayInputStream(key.value().getBytes(StandardCharsets.UTF_8)), transport)
                    .createScoped(SCOPE);
            return credentials.refreshAccessToken();
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IOException("the key or the endpoint's answer makes no sense", e);
        }
    }
}
