/** Tests of requests that come by queues. */
@NullMarked
package gateway.parity;

import org.jspecify.annotations.NullMarked;
