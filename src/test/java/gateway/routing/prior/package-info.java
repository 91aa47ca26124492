@NullMarked
package gateway.routing.prior;

import org.jspecify.annotations.NullMarked;
