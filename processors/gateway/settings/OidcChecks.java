package gateway.settings;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for an issuer of tokens. */
final class OidcChecks {
    private static final String PATH = "gateway.oidc";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final Problems problems;

    OidcChecks(Problems problems) {
        this.problems = problems;
    }

    /**
     * Notes what does not hold.
     *
     * @param hosts those that may be called
     */
    void check(@Nullable OidcSettings oidc, List<String> hosts) {
        if (oidc == null) {
            return;
        }
        URI jwks = oidc.jwks();
        form(oidc.issuer(), PATH + ".issuer");
        if (jwks == null) {
            listed(oidc.issuer(), PATH + ".issuer", hosts);
        } else {
            form(jwks, PATH + ".jwks");
            listed(jwks, PATH + ".jwks", hosts);
        }
    }

    /** An issuer's address. */
    void form(URI uri, String path) {
        boolean safe =
                "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
        boolean bare = uri.getUserInfo() == null && uri.getFragment() == null;
        problems.check(
                safe && bare && uri.getHost() != null,
                path,
                "must be an https address such as https://login.example.com/realms/acme");
    }

    /** At a host that may be called. */
    void listed(URI uri, String path, List<String> hosts) {
        problems.check(
                uri.getHost() == null || hosts.contains(uri.getHost()) || !problems.sound("gateway.egress.hosts"),
                path,
                "is at " + uri.getHost() + ", which is not in gateway.egress.hosts; add it there");
    }
}
