/** Tests of calls over HTTP. */
@NullMarked
package gateway.provider.http;

import org.jspecify.annotations.NullMarked;
