package gateway.provider.http;

import gateway.model.Deployment;
import gateway.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the clients of deployments: one pool each, so that one provider's trouble takes no other's connections. */
public final class HttpClients {
    private static final int POOL = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final Duration connectTimeout;
    private final Duration stall;
    private final @Nullable URI proxy;
    private final @Nullable String certificates;

    /**
     * Takes what all clients share.
     *
     * @param stall a stream that is silent for so long has broken off
     * @param proxy an HTTP proxy for real providers, or null
     * @param certificates path of a PEM file with the authorities to trust instead of the system's, or null
     */
    public HttpClients(
            Vertx vertx, Duration connectTimeout, Duration stall, @Nullable URI proxy, @Nullable String certificates) {
        this.vertx = vertx;
        this.connectTimeout = connectTimeout;
        this.stall = stall;
        this.proxy = proxy;
        this.certificates = certificates;
    }

    Vertx vertx() {
        return vertx;
    }

    Duration stall() {
        return stall;
    }

    HttpClient create(ProviderAccess access, Deployment deployment, Consumer<HttpConnection> onConnect) {
        boolean tls = deployment.endpoint().getScheme().equals("https") && access.address() == null;
        HttpClientOptions options = new HttpClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setVerifyHost(true);
        if (tls) {
            options.setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
            if (certificates != null) {
                options.setTrustOptions(new PemTrustOptions().addCertPath(certificates));
            }
        }
        if (proxy != null && access.address() == null) {
            options.setProxyOptions(by(proxy));
        }
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(POOL).setHttp2MaxSize(POOL))
                .withConnectHandler(connection -> {
                    // its requests hear of it too; unheard, Vert.x would log each as an error of ours
                    connection.exceptionHandler(lost -> {});
                    onConnect.accept(connection);
                })
                .build();
    }

    /** Options of a client for others than providers, by the way out that the settings name. */
    public static HttpClientOptions options(Settings.Egress egress, Duration connectTimeout) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setVerifyHost(true);
        if (egress.ca() != null) {
            options.setTrustOptions(
                    new PemTrustOptions().addCertPath(egress.ca().toString()));
        }
        if (egress.proxy() != null) {
            options.setProxyOptions(by(egress.proxy()));
        }
        return options;
    }

    /** A request to an address, with TLS where it says so. */
    public static RequestOptions request(URI address) {
        boolean tls = "https".equals(address.getScheme());
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return new RequestOptions()
                .setHost(address.getHost())
                .setPort(address.getPort() > 0 ? address.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(path + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()));
    }

    private static ProxyOptions by(URI proxy) {
        return new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(proxy.getHost())
                .setPort(proxy.getPort());
    }
}
