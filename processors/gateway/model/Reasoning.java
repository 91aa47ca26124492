package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * How much the model may think before it answers.
 *
 * @param enabled false: thinking is switched off
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high} ..., if given
 * @param budgetTokens tokens for thinking, if given
 * @param visible whether the client asked to see the thoughts
 */
public record Reasoning(
        boolean enabled, @Nullable String effort, @Nullable Integer budgetTokens, boolean visible) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "Reasoning[" + enabled + ", " + Redacted.shown(effort) + ", " + budgetTokens + ", " + visible + "]";
    }
}
