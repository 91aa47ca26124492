/** Reads control data again and again: checks what a store holds, and puts it in place of the snapshot in use. */
@NullMarked
package gateway.refresh;

import org.jspecify.annotations.NullMarked;
