/** Answers that are kept and given again. */
@NullMarked
package gateway.cache;

import org.jspecify.annotations.NullMarked;
