/**
 * The gRPC ingress: {@code serai.v1.Chat}, health and reflection. Calls become those of chat completions, so that they
 * take the same route through the same policies.
 */
@NullMarked
package gateway.grpc;

import org.jspecify.annotations.NullMarked;
