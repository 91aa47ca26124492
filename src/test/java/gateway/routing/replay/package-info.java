@NullMarked
package gateway.routing.replay;

import org.jspecify.annotations.NullMarked;
