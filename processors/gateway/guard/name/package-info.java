/**
 * Finds names of people and addresses: tokens, what words they are, a linear-chain model over them. Pure, linear in the
 * text's length.
 */
@NullMarked
package gateway.guard.name;

import org.jspecify.annotations.NullMarked;
