package gateway.provider.http;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Failure;
import gateway.model.ModelKind;
import gateway.model.Residency;
import gateway.provider.SocketGate;
import gateway.wire.ProviderCodec;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A deployment as a place on the network: its connections, paths and headers. Thread-safe. */
final class HttpTarget {
    private final Deployment deployment;
    private final SocketGate gate;
    private final ProviderAccess access;
    private final ProviderCodec codec;
    private final HttpClient client;
    private final Duration stall;
    private final RequestOptions whole;
    private final RequestOptions streamed;
    private final Set<HttpConnection> unused = ConcurrentHashMap.newKeySet();

    HttpTarget(
            Deployment deployment, ProviderAccess access, ProviderCodec codec, HttpClients clients, SocketGate gate) {
        this.deployment = deployment;
        this.gate = gate;
        this.access = access;
        this.codec = codec;
        this.stall = clients.stall();
        this.client = clients.create(access, deployment, unused::add);
        this.whole = options(deployment, access, path(deployment, access, false));
        this.streamed = options(deployment, access, path(deployment, access, true));
    }

    private HttpTarget(HttpTarget target, RequestOptions all) {
        this.deployment = target.deployment;
        this.gate = target.gate;
        this.access = target.access;
        this.codec = target.codec;
        this.stall = target.stall;
        this.client = target.client;
        this.whole = all;
        this.streamed = all;
    }

    /** The place where the same deployment has tokens counted, by the same connections. */
    HttpTarget counting() {
        String path = switch (deployment.dialect()) {
            case ANTHROPIC -> path(deployment, access, false) + "/count_tokens";
            case GEMINI -> base(deployment) + google(deployment, access, ":countTokens");
            case OPENAI, BEDROCK ->
                throw new IllegalArgumentException(deployment.dialect() + " counts no tokens this way");
        };
        return new HttpTarget(this, options(deployment, access, path));
    }

    Dialect dialect() {
        return deployment.dialect();
    }

    ProviderCodec codec() {
        return codec;
    }

    /** A stream that is silent for so long has broken off. */
    Duration stall() {
        return stall;
    }

    HttpClient client() {
        return client;
    }

    RequestOptions options(boolean stream) {
        return stream ? streamed : whole;
    }

    /** Why content must not leave for the host that these options name; null if it may. */
    @Nullable Failure against(Residency required, RequestOptions options) {
        return gate.against(required, deployment, options.getHost());
    }

    ProviderAccess access() {
        return access;
    }

    /** Whether the connection has carried a request before, so that it may have died unnoticed. */
    boolean reused(@Nullable HttpConnection connection) {
        return connection != null && !unused.remove(connection);
    }

    private static RequestOptions options(Deployment deployment, ProviderAccess access, String path) {
        URI endpoint = deployment.endpoint();
        boolean tls = endpoint.getScheme().equals("https");
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(endpoint.getHost())
                .setPort(endpoint.getPort() > 0 ? endpoint.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(path)
                // a redirect would lead content to a host that nobody has looked at
                .setFollowRedirects(false)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "serai");
        access.headers().forEach(options::putHeader);
        ProviderAccess.Address address = access.address();
        if (address != null) {
            options.setSsl(false).setServer(SocketAddress.inetSocketAddress(address.port(), address.host()));
        }
        return options;
    }

    private static String embeddings(Deployment deployment, ProviderAccess access) {
        return switch (deployment.dialect()) {
            case OPENAI -> "/embeddings";
            case GEMINI -> google(deployment, access, access.project() == null ? ":batchEmbedContents" : ":predict");
            case ANTHROPIC, BEDROCK ->
                throw new IllegalArgumentException(deployment.dialect() + " makes no embeddings this way");
        };
    }

    private static String google(Deployment deployment, ProviderAccess access, String method) {
        return access.project() == null
                ? "/v1beta/models/" + deployment.upstreamName() + method
                : "/v1/projects/" + access.project() + "/locations/" + deployment.region()
                        + "/publishers/google/models/" + deployment.upstreamName() + method;
    }

    private static String base(Deployment deployment) {
        String prefix = deployment.endpoint().getRawPath() == null
                ? ""
                : deployment.endpoint().getRawPath();
        return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    private static String path(Deployment deployment, ProviderAccess access, boolean stream) {
        String base = base(deployment);
        if (deployment.kind() instanceof ModelKind.Embedding) {
            return base + embeddings(deployment, access);
        }
        String method = stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
        return base
                + switch (deployment.dialect()) {
                    case OPENAI -> "/chat/completions";
                    case ANTHROPIC -> "/v1/messages";
                    case GEMINI -> google(deployment, access, method);
                    case BEDROCK -> throw new IllegalArgumentException(Dialect.BEDROCK + " is not called this way");
                };
    }
}
