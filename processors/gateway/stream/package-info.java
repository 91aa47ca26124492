/** Pieces of which push stages are made. */
@NullMarked
package gateway.stream;

import org.jspecify.annotations.NullMarked;
