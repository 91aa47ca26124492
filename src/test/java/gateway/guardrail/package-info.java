/** Guardrails of Amazon Bedrock through a running gateway, with the simulator behind. */
@NullMarked
package gateway.guardrail;

import org.jspecify.annotations.NullMarked;
