/**
 * The HTTP server: takes requests whole, runs their route on a virtual thread, and writes the reply, or relays the
 * stream, on the connection's event loop.
 */
@NullMarked
package gateway.http;

import org.jspecify.annotations.NullMarked;
