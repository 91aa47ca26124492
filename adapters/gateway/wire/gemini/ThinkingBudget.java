package gateway.wire.gemini;

import gateway.model.Reasoning;
import org.jspecify.annotations.Nullable;

/** Tokens for thinking. The figures are those of Google's own OpenAI-compatible endpoint, and its maximum for more. */
final class ThinkingBudget {
    private ThinkingBudget() {}

    /** The budget that a client's wish comes to; null where the model is to decide. */
    static @Nullable Integer of(Reasoning reasoning) {
        if (!reasoning.enabled()) {
            return 0;
        }
        if (reasoning.budgetTokens() != null) {
            return reasoning.budgetTokens();
        }
        return reasoning.effort() == null ? null : ofEffort(reasoning.effort());
    }

    private static @Nullable Integer ofEffort(String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> 1_024;
            case "medium" -> 8_192;
            case "high", "xhigh", "max" -> 24_576;
            default -> null;
        };
    }
}
