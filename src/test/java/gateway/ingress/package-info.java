/** Tests of what all ingress transports share. */
@NullMarked
package gateway.ingress;

import org.jspecify.annotations.NullMarked;
