/** Tests of guardrails. */
@NullMarked
package gateway.guard;

import org.jspecify.annotations.NullMarked;
