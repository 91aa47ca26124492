/** Tests of repeated requests. */
@NullMarked
package gateway.idempotency;

import org.jspecify.annotations.NullMarked;
