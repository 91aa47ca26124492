/** Tests of feedback and of what can be seen of answers. */
@NullMarked
package gateway.feedback;

import org.jspecify.annotations.NullMarked;
