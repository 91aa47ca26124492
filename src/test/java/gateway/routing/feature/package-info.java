/** How the features of a request are trained, and what they are worth. */
@NullMarked
package gateway.routing.feature;

import org.jspecify.annotations.NullMarked;
