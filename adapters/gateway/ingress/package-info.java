/**
 * What all ingress transports share: a call goes into its route and comes out as a reply, whose stream is relayed into
 * the transport's sink.
 */
@NullMarked
package gateway.ingress;

import org.jspecify.annotations.NullMarked;
