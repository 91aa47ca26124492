/** Whole gateways under test. */
@NullMarked
package gateway.app;

import org.jspecify.annotations.NullMarked;
