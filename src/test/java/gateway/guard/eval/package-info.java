/** Judges guardrails on labelled texts that are not part of the project. */
@org.jspecify.annotations.NullMarked
package gateway.guard.eval;
