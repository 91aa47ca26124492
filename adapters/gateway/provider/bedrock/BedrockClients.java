package gateway.provider.bedrock;

import gateway.contract.AnswerSampler;
import gateway.model.Deployment;
import gateway.provider.SocketGate;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;

/**
 * The SDK's clients, one for each region and endpoint, made when first needed and closed together. Thread-safe.
 *
 * <p>They never retry: failover is decided by the chain. What they report is handled on event loops that are theirs
 * alone, so that no other thread stands between a token and its client.
 */
public final class BedrockClients implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final BedrockNetwork network;
    private final AwsCredentialsProvider credentials;
    private final SocketGate gate;
    private final AnswerSampler sampler;
    private final SdkEventLoopGroup loops = SdkEventLoopGroup.builder().build();
    private final Map<Place, BedrockRuntimeAsyncClient> clients = new ConcurrentHashMap<>();

    /**
     * Prepares the clients.
     *
     * @param network how Bedrock is reached
     * @param credentials whose calls they are
     * @param gate asked right before a request is sent
     * @param sampler picks answers to be looked at
     */
    public BedrockClients(
            BedrockNetwork network, AwsCredentialsProvider credentials, SocketGate gate, AnswerSampler sampler) {
        this.sampler = sampler;
        this.network = network;
        this.credentials = credentials;
        this.gate = gate;
    }

    /** The client that calls a deployment's place. */
    BedrockRuntimeAsyncClient of(Deployment deployment) {
        return clients.computeIfAbsent(new Place(deployment.region(), deployment.endpoint()), this::create);
    }

    /** Looks after one stream that may fall silent; on the SDK's event loops. */
    SilenceWatch watch() {
        return new SilenceWatch(loops.eventLoopGroup(), network.stallTimeout());
    }

    /** Closes every client; calls in flight fail. */
    @Override
    public void close() {
        clients.values().forEach(BedrockRuntimeAsyncClient::close);
        clients.clear();
        // loops that a client makes for itself are closed after two seconds of quiet
        loops.eventLoopGroup()
                .shutdownGracefully(0, LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LONGEST_CLOSE.toMillis());
    }

    private BedrockRuntimeAsyncClient create(Place place) {
        URI address = network.address();
        URI target = address == null ? place.endpoint() : address;
        SocketCheck check = new SocketCheck(place.endpoint().getHost(), address != null, gate);
        BedrockRuntimeAsyncClientBuilder client = BedrockRuntimeAsyncClient.builder()
                .region(Region.of(place.region()))
                .credentialsProvider(credentials)
                .endpointOverride(target)
                .httpClientBuilder(http("https".equals(target.getScheme())))
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(check)
                        .addExecutionInterceptor(new AnswerTap(sampler)))
                .asyncConfiguration(async ->
                        async.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
        return client.build();
    }

    /** HTTP/2 where TLS can agree on it; a simulator without TLS is spoken to in HTTP/1.1, which every server knows. */
    private NettyNioAsyncHttpClient.Builder http(boolean tls) {
        ProxyConfiguration.Builder proxy =
                ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariableValues(false);
        if (network.proxy() != null) {
            proxy.scheme(network.proxy().getScheme())
                    .host(network.proxy().getHost())
                    .port(network.proxy().getPort());
        }
        NettyNioAsyncHttpClient.Builder http = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(loops)
                .protocol(tls ? Protocol.HTTP2 : Protocol.HTTP1_1)
                .protocolNegotiation(tls ? ProtocolNegotiation.ALPN : ProtocolNegotiation.ASSUME_PROTOCOL)
                .maxConcurrency(network.maxConcurrency())
                .maxPendingConnectionAcquires(network.maxConcurrency())
                .connectionTimeout(network.connectTimeout())
                .tlsNegotiationTimeout(network.connectTimeout().multipliedBy(3).dividedBy(2))
                // the SDK loses some refused connections and all failed handshakes, and tells of them only then
                .connectionAcquisitionTimeout(tls ? network.readyTimeout() : network.connectTimeout())
                .readTimeout(network.idleTimeout())
                .writeTimeout(network.idleTimeout())
                .proxyConfiguration(proxy.build());
        if (network.ca() != null) {
            http.tlsTrustManagersProvider(new TrustedAuthorities(network.ca()));
        }
        return http;
    }

    /**
     * Where a client calls.
     *
     * @param region whose name is in the signature
     * @param endpoint the true one
     */
    private record Place(String region, URI endpoint) {}
}
