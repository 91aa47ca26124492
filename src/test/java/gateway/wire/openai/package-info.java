/** Proofs for the OpenAI dialect. */
@NullMarked
package gateway.wire.openai;

import org.jspecify.annotations.NullMarked;
