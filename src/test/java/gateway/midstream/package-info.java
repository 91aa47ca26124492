/** Streams that break off in their middle, by every kind of fault and at every place, through whole gateways. */
@NullMarked
package gateway.midstream;

import org.jspecify.annotations.NullMarked;
