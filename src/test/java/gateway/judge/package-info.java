/** Judges of answers. */
@NullMarked
package gateway.judge;

import org.jspecify.annotations.NullMarked;
