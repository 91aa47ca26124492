/** Drops what operators switched off. */
@NullMarked
package gateway.killswitch;

import org.jspecify.annotations.NullMarked;
