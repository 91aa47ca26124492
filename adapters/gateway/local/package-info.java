/** The ports, kept in this process: the embedded default. */
@NullMarked
package gateway.local;

import org.jspecify.annotations.NullMarked;
