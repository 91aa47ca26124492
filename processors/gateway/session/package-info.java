/** Sessions of administrators who look at the gateway with a browser. */
@NullMarked
package gateway.session;

import org.jspecify.annotations.NullMarked;
