package gateway.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import gateway.settings.OidcSettings;
import gateway.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The issuer on the network: its discovery document, where it is needed, and its keys. Thread-safe. */
final class IssuerEndpoint implements KeySource {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 * 1024;

    private final HttpClient client;
    private final OidcSettings oidc;
    private final List<String> hosts;

    IssuerEndpoint(Vertx vertx, OidcSettings oidc, Settings.Egress egress) {
        this.oidc = oidc;
        this.hosts = egress.hosts();
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setVerifyHost(true);
        if (egress.ca() != null) {
            options.setTrustOptions(
                    new PemTrustOptions().addCertPath(egress.ca().toString()));
        }
        if (egress.proxy() != null) {
            options.setProxyOptions(new ProxyOptions()
                    .setType(ProxyType.HTTP)
                    .setHost(egress.proxy().getHost())
                    .setPort(egress.proxy().getPort()));
        }
        this.client = vertx.createHttpClient(options);
    }

    @Override
    public String fetch() throws IOException {
        URI jwks = oidc.jwks();
        return get(jwks == null ? discover() : jwks);
    }

    private URI discover() throws IOException {
        String issuer = oidc.issuer().toString();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        String document = get(URI.create(base + "/.well-known/openid-configuration"));
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(document);
            if (!issuer.equals(fields.get("issuer"))) {
                throw new IOException("the discovery document is of another issuer");
            }
            return JSONObjectUtils.getURI(fields, "jwks_uri");
        } catch (ParseException e) {
            throw new IOException("the discovery document makes no sense", e);
        }
    }

    private String get(URI uri) throws IOException {
        boolean tls = "https".equals(uri.getScheme());
        // the issuer names the place of its keys; it must not name any place
        if (uri.getHost() == null || !hosts.contains(uri.getHost()) || (!tls && !isLoopback(uri.getHost()))) {
            throw new IOException("the issuer's keys are at a host that is not under egress.hosts");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestOptions options = new RequestOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()))
                .setFollowRedirects(false)
                .setTimeout(LONGEST.toMillis())
                .putHeader("accept", "application/json");
        Future<Buffer> answer =
                client.request(options).compose(request -> request.send().compose(IssuerEndpoint::body));
        return wait(answer).toString(StandardCharsets.UTF_8);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            response.request().reset();
            return Future.failedFuture("status " + response.statusCode());
        }
        Buffer all = Buffer.buffer();
        response.endHandler(end -> whole.tryComplete(all));
        response.handler(more -> {
            if (all.length() + more.length() > MOST_BYTES) {
                whole.tryFail("too long");
                response.request().reset();
            } else {
                all.appendBuffer(more);
            }
        });
        return whole.future();
    }

    private static Buffer wait(Future<Buffer> answer) throws IOException {
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(LONGEST.plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the issuer does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the process is stopping", e);
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1");
    }
}
