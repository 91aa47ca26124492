/** Ranks the deployments that are left. */
@NullMarked
package gateway.choose;

import org.jspecify.annotations.NullMarked;
