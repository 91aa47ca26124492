/** Tests of usage, cost and the single end of a call. */
@NullMarked
package gateway.metering;

import org.jspecify.annotations.NullMarked;
