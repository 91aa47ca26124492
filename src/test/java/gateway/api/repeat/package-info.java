/** Tests of the steps that keep replies and give them again. */
@NullMarked
package gateway.api.repeat;

import org.jspecify.annotations.NullMarked;
