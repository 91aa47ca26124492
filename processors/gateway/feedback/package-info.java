/** What is told, or can be seen, of how good an answer was, and what is learnt from it. */
@NullMarked
package gateway.feedback;

import org.jspecify.annotations.NullMarked;
