package gateway.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.TlsTrustManagersProvider;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * How AWS is reached.
 *
 * @param proxy HTTP proxy for every call but those to this machine; null = none
 * @param authorities who is trusted in place of the JDK's authorities; null = those
 */
public record AwsNetwork(@Nullable URI proxy, @Nullable TlsTrustManagersProvider authorities) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

    /**
     * A client.
     *
     * @param silence how long an answer may be awaited
     */
    SdkHttpClient client(Duration silence) {
        ProxyConfiguration.Builder proxies =
                ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariablesValues(false);
        if (proxy != null) {
            proxies.endpoint(proxy).nonProxyHosts(THIS_MACHINE);
        }
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(silence)
                .proxyConfiguration(proxies.build())
                .tlsTrustManagersProvider(authorities)
                .build();
    }
}
