/** Long proofs, run by name: {@code ./serai drill NAME}. */
@NullMarked
package gateway.drill;

import org.jspecify.annotations.NullMarked;
