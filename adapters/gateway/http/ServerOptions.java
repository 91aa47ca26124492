package gateway.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens.
 *
 * @param host address to bind
 * @param port port to bind
 * @param certificate path of a PEM file; null = no TLS
 * @param key path of its PEM key; null = no TLS
 * @param maxBodyBytes larger bodies are refused
 * @param maxHeaderBytes larger heads are refused
 * @param idleTimeout a connection without traffic is closed after it
 * @param requestTimeout a request must have arrived whole within it
 * @param writeTimeout a client that takes nothing for so long is cut
 * @param keepAlive a stream that is silent for so long gets a comment line
 */
public record ServerOptions(
        String host,
        int port,
        @Nullable String certificate,
        @Nullable String key,
        long maxBodyBytes,
        int maxHeaderBytes,
        Duration idleTimeout,
        Duration requestTimeout,
        Duration writeTimeout,
        Duration keepAlive) {}
