/** What is shipped. */
@NullMarked
package gateway.release;

import org.jspecify.annotations.NullMarked;
