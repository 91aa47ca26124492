package gateway.oidc;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The issuer on the network: its discovery document, where it is needed, and its keys. Thread-safe. */
final class IssuerEndpoint implements KeySource {
    private final IssuerHttp http;
    private final String issuer;
    private final @Nullable URI keys;
    private volatile @Nullable Discovery discovery;

    /**
     * Fetches nothing yet.
     *
     * @param issuer as it stands in tokens
     * @param keys where its keys are; null = where its discovery document says
     */
    IssuerEndpoint(IssuerHttp http, URI issuer, @Nullable URI keys) {
        this.http = http;
        this.issuer = issuer.toString();
        this.keys = keys;
    }

    @Override
    public String fetch() throws IOException {
        URI place = keys;
        if (place == null) {
            Discovery read = Discovery.read(issuer, http.get(Discovery.place(issuer)));
            discovery = read;
            place = read.keys();
        }
        return http.get(place);
    }

    /** What the issuer said of itself last; null if it never did. */
    @Nullable Discovery discovery() {
        return discovery;
    }
}
