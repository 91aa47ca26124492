/** Proofs for what the wire formats have in common. */
@NullMarked
package gateway.wire;

import org.jspecify.annotations.NullMarked;
