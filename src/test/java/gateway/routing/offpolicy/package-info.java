@NullMarked
package gateway.routing.offpolicy;

import org.jspecify.annotations.NullMarked;
