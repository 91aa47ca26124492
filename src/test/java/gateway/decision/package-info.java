/** Tests of the decision records. */
@NullMarked
package gateway.decision;

import org.jspecify.annotations.NullMarked;
