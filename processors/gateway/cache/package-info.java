/** The cache of answers: what may be asked of it, what is kept, and how an answer is given again. */
@NullMarked
package gateway.cache;

import org.jspecify.annotations.NullMarked;
