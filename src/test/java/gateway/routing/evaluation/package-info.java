@NullMarked
package gateway.routing.evaluation;

import org.jspecify.annotations.NullMarked;
