package gateway.model;

import java.time.Duration;

/**
 * A guardrail of Amazon Bedrock that texts are shown to.
 *
 * @param id its id or ARN
 * @param version a number or {@code DRAFT}
 * @param region where it is called; content goes there
 * @param residency what that region guarantees
 * @param input whether prompts are shown to it
 * @param output whether answers are shown to it
 * @param mode when, for prompts
 * @param timeout after which it counts as failed
 */
public record Guardrail(
        String id,
        String version,
        String region,
        Residency residency,
        boolean input,
        boolean output,
        Mode mode,
        Duration timeout) {
    /** When a prompt is judged. */
    public enum Mode {
        /** The provider is called after the verdict. */
        BEFORE,
        /** The provider is called at once, and the first token waits for the verdict: it sees what is then blocked. */
        BESIDE
    }
}
