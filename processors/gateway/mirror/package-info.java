/** Copies of requests that other models answer for nobody, to be compared. */
@NullMarked
package gateway.mirror;

import org.jspecify.annotations.NullMarked;
