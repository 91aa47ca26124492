/** Sessions of whole agents, sent through the gateway request by request. */
@NullMarked
package gateway.replay;

import org.jspecify.annotations.NullMarked;
