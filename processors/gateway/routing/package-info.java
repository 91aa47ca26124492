/** Learns which model is worth it for which request. */
@NullMarked
package gateway.routing;

import org.jspecify.annotations.NullMarked;
