/** The steps by which a repeated request is given the first one's reply; what they decide is {@code idempotency}'s. */
@NullMarked
package gateway.api.repeat;

import org.jspecify.annotations.NullMarked;
