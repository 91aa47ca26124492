/** Tests of the HTTP edge, over sockets. */
@NullMarked
package gateway.http;

import org.jspecify.annotations.NullMarked;
