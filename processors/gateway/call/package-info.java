/** Walks the ranked deployments until one answers. */
@NullMarked
package gateway.call;

import org.jspecify.annotations.NullMarked;
