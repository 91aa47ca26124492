/** What becomes of a queue's message after an attempt: it is answered, put back for later, or given up. */
@NullMarked
package gateway.redelivery;

import org.jspecify.annotations.NullMarked;
