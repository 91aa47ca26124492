/**
 * The WebSocket ingress: several conversations over one connection, as {@code docs/websocket.md} has it.
 *
 * <p>{@link gateway.websocket.WebSocketIngress} lets connections in, one {@code Session} is one connection, and one
 * {@code SocketCall} is one request on it.
 */
@NullMarked
package gateway.websocket;

import org.jspecify.annotations.NullMarked;
