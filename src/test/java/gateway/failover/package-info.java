/** Failover, residency and kill switches, through whole gateways. */
@NullMarked
package gateway.failover;

import org.jspecify.annotations.NullMarked;
