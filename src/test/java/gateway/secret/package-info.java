/** Tests of the providers' credentials. */
@NullMarked
package gateway.secret;

import org.jspecify.annotations.NullMarked;
