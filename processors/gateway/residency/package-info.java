/** Keeps data where it must stay. */
@NullMarked
package gateway.residency;

import org.jspecify.annotations.NullMarked;
