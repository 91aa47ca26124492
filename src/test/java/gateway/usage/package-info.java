/** Tests of usage, and what every store of it must do. */
@NullMarked
package gateway.usage;

import org.jspecify.annotations.NullMarked;
