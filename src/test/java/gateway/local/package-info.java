/** Tests of what is kept in memory and in files. */
@NullMarked
package gateway.local;

import org.jspecify.annotations.NullMarked;
