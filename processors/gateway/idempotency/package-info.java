/** The same request sent twice is answered and paid for once: what is claimed, what is kept, and for how long. */
@NullMarked
package gateway.idempotency;

import org.jspecify.annotations.NullMarked;
