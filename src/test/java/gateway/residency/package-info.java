/** Tests of residency. */
@NullMarked
package gateway.residency;

import org.jspecify.annotations.NullMarked;
