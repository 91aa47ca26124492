/** Tests of learnt latencies. */
@NullMarked
package gateway.latency;

import org.jspecify.annotations.NullMarked;
