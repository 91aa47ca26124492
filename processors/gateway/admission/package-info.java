/** Who asks, for what, and which deployments could serve it. */
@NullMarked
package gateway.admission;

import org.jspecify.annotations.NullMarked;
