/** Tests of the ranking. */
@NullMarked
package gateway.choose;

import org.jspecify.annotations.NullMarked;
