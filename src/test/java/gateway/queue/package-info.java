/** Tests of requests that come by queues. */
@NullMarked
package gateway.queue;

import org.jspecify.annotations.NullMarked;
