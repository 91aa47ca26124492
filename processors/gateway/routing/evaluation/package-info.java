/** Reports of what the router is worth: on data sets whose outcomes are all known, and on what it logged itself. */
@NullMarked
package gateway.routing.evaluation;

import org.jspecify.annotations.NullMarked;
