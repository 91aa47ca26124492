/** Providers' credentials: read from their source in the background, used from memory, replaced while calls run. */
@NullMarked
package gateway.secret;

import org.jspecify.annotations.NullMarked;
