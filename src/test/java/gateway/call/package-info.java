/** Tests of the walk over deployments. */
@NullMarked
package gateway.call;

import org.jspecify.annotations.NullMarked;
