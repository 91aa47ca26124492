/** Tests of kill switches. */
@NullMarked
package gateway.killswitch;

import org.jspecify.annotations.NullMarked;
