/** Routes that change while the gateway runs. */
@NullMarked
package gateway.reload;

import org.jspecify.annotations.NullMarked;
