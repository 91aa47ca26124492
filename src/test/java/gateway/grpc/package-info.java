/** The gRPC API as clients by grpc-java see it, through whole gateways. */
@NullMarked
package gateway.grpc;

import org.jspecify.annotations.NullMarked;
