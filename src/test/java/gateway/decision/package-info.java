/** Tests of decision records, and what every store of them must do. */
@NullMarked
package gateway.decision;

import org.jspecify.annotations.NullMarked;
