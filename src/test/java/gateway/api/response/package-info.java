/** Tests of answers that clients come back to. */
@NullMarked
package gateway.api.response;

import org.jspecify.annotations.NullMarked;
