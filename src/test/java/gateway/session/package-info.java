/** Tests of administrators' sessions. */
@NullMarked
package gateway.session;

import org.jspecify.annotations.NullMarked;
