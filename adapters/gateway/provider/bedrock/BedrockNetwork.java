package gateway.provider.bedrock;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How Bedrock is reached.
 *
 * @param address the simulator's address, such as {@code http://127.0.0.1:8090}, spoken to instead of the true hosts by
 *     HTTP/1.1; null for the true hosts
 * @param proxy the outbound proxy, such as {@code http://proxy.internal:3128}; null for none. Variables and system
 *     properties are not looked at, so that the one setting decides
 * @param ca PEM file of the authorities that are trusted instead of the platform's; null for those of the platform
 * @param connectTimeout for a TCP connection; {@link #readyTimeout} for one with TLS. The SDK tells a failed TLS
 *     handshake only then
 * @param stallTimeout a stream that is silent for so long has broken off
 * @param idleTimeout how long a connection may be silent in the middle of an answer; above any deadline of a call
 * @param maxConcurrency calls at once per place
 */
public record BedrockNetwork(
        @Nullable URI address,
        @Nullable URI proxy,
        @Nullable Path ca,
        Duration connectTimeout,
        Duration stallTimeout,
        Duration idleTimeout,
        int maxConcurrency) {
    /** The true hosts without a proxy. */
    public static final BedrockNetwork DIRECT = new BedrockNetwork(
            null, null, null, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(15), 5000);

    public BedrockNetwork {
        if (maxConcurrency < 1) {
            throw new IllegalArgumentException("max concurrency must be positive, is " + maxConcurrency);
        }
    }

    /**
     * How long a connection with TLS may take until it is ready: 1.8 times the TCP connection's, so below 2 s for 1 s.
     */
    Duration readyTimeout() {
        return connectTimeout.multipliedBy(9).dividedBy(5);
    }

    /** The same network with another patience for silent streams. */
    public BedrockNetwork stallingAfter(Duration silence) {
        return new BedrockNetwork(address, proxy, ca, connectTimeout, silence, idleTimeout, maxConcurrency);
    }

    /** The same network with a simulator in place of the true hosts. */
    public BedrockNetwork simulatedAt(URI simulator) {
        return new BedrockNetwork(simulator, proxy, ca, connectTimeout, stallTimeout, idleTimeout, maxConcurrency);
    }
}
