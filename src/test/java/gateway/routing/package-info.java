@NullMarked
package gateway.routing;

import org.jspecify.annotations.NullMarked;
