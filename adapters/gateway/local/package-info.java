/** The ports, kept in SQLite files and in this process: the embedded default. */
@NullMarked
package gateway.local;

import org.jspecify.annotations.NullMarked;
