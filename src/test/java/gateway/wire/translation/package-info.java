/** What becomes of each field of a client's request at each provider. */
@NullMarked
package gateway.wire.translation;

import org.jspecify.annotations.NullMarked;
