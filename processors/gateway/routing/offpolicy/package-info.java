/** Estimates from what was logged what other ways to choose would have been worth. */
@NullMarked
package gateway.routing.offpolicy;

import org.jspecify.annotations.NullMarked;
