/** Tests of admission. */
@NullMarked
package gateway.admission;

import org.jspecify.annotations.NullMarked;
