/** Proofs for the framing of server-sent events. */
@NullMarked
package gateway.wire.sse;

import org.jspecify.annotations.NullMarked;
