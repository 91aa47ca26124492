/** Replaces routes of the running gateway when their files change. */
@NullMarked
package gateway.reload;

import org.jspecify.annotations.NullMarked;
