/** Tests of reading requests and writing replies. */
@NullMarked
package gateway.api;

import org.jspecify.annotations.NullMarked;
