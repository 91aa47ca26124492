package gateway.infra;

import gateway.residency.EuHosts;
import gateway.settings.OidcSettings;
import gateway.settings.Settings;
import gateway.settings.SsoSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that a deployed gateway may call: {@code gateway.egress.hosts}, the list that its own check of sockets goes
 * by. Where everything must stay in the European Union, those of it that do, and those that see no content.
 */
final class EgressHosts {
    /** Google's token services: they see a key's signature, never a prompt. */
    static final Set<String> WITHOUT_CONTENT = Set.of("oauth2.googleapis.com", "sts.googleapis.com");

    /** A name on the machine itself leaves no network. */
    private static final Set<String> LOCAL = Set.of("localhost");

    private EgressHosts() {}

    /**
     * The hosts, in the settings' order.
     *
     * @param euOnly whether content must stay in the European Union
     */
    static List<String> of(Settings settings, boolean euOnly) {
        EuHosts eu = new EuHosts(settings.residency().euHosts());
        List<String> issuer = issuer(settings);
        List<String> hosts = new ArrayList<>();
        for (String host : settings.egress().hosts()) {
            boolean mayBeCalled =
                    !euOnly || eu.contains(host) || WITHOUT_CONTENT.contains(host) || issuer.contains(host);
            if (mayBeCalled && !LOCAL.contains(host)) {
                hosts.add(host);
            }
        }
        return List.copyOf(hosts);
    }

    /* Identity providers are asked for their public keys, and who an administrator is; they see no content. */
    private static List<String> issuer(Settings settings) {
        List<String> hosts = new ArrayList<>();
        OidcSettings oidc = settings.oidc();
        if (oidc != null) {
            addHost(oidc.issuer(), hosts);
            addHost(oidc.jwks(), hosts);
        }
        SsoSettings sso = settings.sso();
        if (sso != null) {
            addHost(sso.issuer(), hosts);
        }
        return hosts;
    }

    private static void addHost(@Nullable URI uri, List<String> hosts) {
        if (uri != null && uri.getHost() != null) {
            hosts.add(uri.getHost());
        }
    }
}
