/** Calls providers over HTTP with the Vert.x client, on the event loop that owns the client's connection. */
@NullMarked
package gateway.provider.http;

import org.jspecify.annotations.NullMarked;
