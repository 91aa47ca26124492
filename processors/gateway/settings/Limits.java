package gateway.settings;

import java.time.Duration;

/**
 * How much is taken at once, and how long is waited for clients.
 *
 * @param body the largest request body, and the largest WebSocket message
 * @param inFlight calls at once; 0 = from the heap
 * @param buffered bytes of bodies and answers held at once; 0 = a quarter of the heap
 * @param deciding requests in the chain at once, relayed streams not counted; 0 = 64 a processor
 * @param headers the largest request head
 * @param idleTimeout a connection on which nothing moves for so long is closed
 * @param requestTimeout in this time the whole request must have arrived
 * @param writeTimeout a client that takes nothing for so long is cut off
 */
public record Limits(
        @Range(min = 1024, max = 1L << 30) Bytes body,
        @Range int inFlight,
        @Range Bytes buffered,
        @Range int deciding,
        @Range(min = 1024, max = 1 << 20) Bytes headers,
        Duration idleTimeout,
        Duration requestTimeout,
        Duration writeTimeout) {}
