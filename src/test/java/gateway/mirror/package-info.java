/** Models that are compared. */
@NullMarked
package gateway.mirror;

import org.jspecify.annotations.NullMarked;
