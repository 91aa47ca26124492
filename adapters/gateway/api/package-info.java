/** The client API: what comes in by HTTP becomes a request, what goes out becomes a reply in the shape of the API. */
@NullMarked
package gateway.api;

import org.jspecify.annotations.NullMarked;
