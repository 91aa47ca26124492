/** Tests of what becomes of messages. */
@NullMarked
package gateway.redelivery;

import org.jspecify.annotations.NullMarked;
