/** Tests of what operators see, by a browser. */
@NullMarked
package gateway.dashboard;

import org.jspecify.annotations.NullMarked;
