/** Tests of the WebSocket ingress. */
@NullMarked
package gateway.websocket;

import org.jspecify.annotations.NullMarked;
