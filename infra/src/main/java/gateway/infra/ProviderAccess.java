package gateway.infra;

import gateway.residency.EuHosts;
import gateway.settings.ProviderSettings;
import gateway.settings.ProviderSettings.Auth;
import gateway.settings.SsoSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The providers that a deployed gateway calls with a credential of theirs, and how a new key is tried at one. */
final class ProviderAccess {
    private ProviderAccess() {}

    /**
     * Those whose host may be called, by id, in order. AWS is called by the task's role, a machine of one's own by
     * none.
     */
    static Map<String, ProviderSettings> of(Target target) {
        List<String> hosts = EgressHosts.of(target.settings(), target.euOnly());
        Map<String, ProviderSettings> providers = new TreeMap<>();
        target.settings().providers().forEach((id, provider) -> {
            String host = provider.endpoint().getHost();
            boolean called = provider.auth() != Auth.AWS && EuHosts.bedrockRegion(host) == null && hosts.contains(host);
            if (called) {
                providers.put(id, provider);
            }
        });
        return providers;
    }

    /** Names of all secrets that the gateway may read: those of providers, and its own at the identity provider. */
    static Set<String> secrets(Target target) {
        Set<String> names = new TreeSet<>(of(target).keySet());
        if (target.settings().sso() != null) {
            names.add(SsoSettings.SECRET);
        }
        return names;
    }

    /** Whether its credential is a key that can be shown as it is; a Google key file cannot. */
    static boolean hasKey(ProviderSettings provider) {
        return provider.auth() != Auth.GOOGLE_OAUTH;
    }

    /**
     * What {@code rotation/rotate.mjs} needs to try a key: {@code url}, {@code headers}, {@code header},
     * {@code scheme}.
     */
    static Map<String, Object> probe(ProviderSettings provider) {
        Map<String, Object> probe = new LinkedHashMap<>();
        probe.put("url", provider.endpoint() + models(provider));
        probe.put("headers", provider.headers());
        probe.put("header", header(provider.auth()));
        probe.put("scheme", provider.auth() == Auth.BEARER ? "Bearer " : "");
        return probe;
    }

    /* The list of models costs nothing. */
    private static String models(ProviderSettings provider) {
        return switch (provider.dialect()) {
            case OPENAI -> "/models";
            case ANTHROPIC -> "/v1/models";
            case GEMINI -> "/v1beta/models";
            case BEDROCK -> throw new IllegalArgumentException("Bedrock is called by the role of the task");
        };
    }

    private static String header(Auth auth) {
        return switch (auth) {
            case BEARER -> "authorization";
            case X_API_KEY -> "x-api-key";
            case API_KEY -> "api-key";
            case X_GOOG_API_KEY -> "x-goog-api-key";
            case GOOGLE_OAUTH, AWS -> throw new IllegalArgumentException(auth + " shows no key");
        };
    }
}
