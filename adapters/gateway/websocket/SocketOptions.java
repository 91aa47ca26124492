package gateway.websocket;

import java.time.Duration;
import java.util.List;

/**
 * How connections are held.
 *
 * @param origins pages of other hosts that may connect, such as {@code https://chat.example.com}
 * @param maxConnections at once
 * @param maxRequests under way at once on one connection
 * @param maxMessageBytes of a client's message
 * @param ping the client is sent a ping so often, and is gone if it has not answered by the next
 * @param writeTimeout a client that takes nothing for so long is cut
 */
public record SocketOptions(
        List<String> origins,
        int maxConnections,
        int maxRequests,
        long maxMessageBytes,
        Duration ping,
        Duration writeTimeout) {
    public SocketOptions {
        origins = List.copyOf(origins);
    }
}
