package gateway.wire.bedrock;

import gateway.model.Dialect;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.wire.LostFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides how many tokens a Claude may think. */
final class BedrockReasoning {
    /** The least that Anthropic takes (Messages API, {@code thinking.budget_tokens}). */
    private static final int MIN_BUDGET = 1024;

    private static final int MEDIUM_BUDGET = 4096;
    private static final int HIGH_BUDGET = 16_384;
    private static final int MAX_BUDGET = 32_000;

    private BedrockReasoning() {}

    /** The budget in tokens; null for no thinking, which is noted as lost where the client wants it. */
    static @Nullable Integer budget(Request.Chat chat, BedrockModel model, LostFields lost) {
        Reasoning reasoning = chat.reasoning();
        if (reasoning == null || !reasoning.enabled() || "none".equals(reasoning.effort())) {
            return null;
        }
        Integer budget = reasoning.budgetTokens() == null ? fromEffort(chat, reasoning) : reasoning.budgetTokens();
        if (!model.anthropic() || budget < MIN_BUDGET || continuesUnsealed(chat)) {
            lost.add("reasoning_effort", "thinking");
            return null;
        }
        return budget;
    }

    /** Below the bound of the whole answer, as Anthropic wants it; half of it where the client has set none. */
    private static int fromEffort(Request.Chat chat, Reasoning reasoning) {
        int budget = switch (reasoning.effort() == null ? "medium" : reasoning.effort()) {
            case "minimal", "low" -> MIN_BUDGET;
            case "high" -> HIGH_BUDGET;
            case "xhigh", "max" -> MAX_BUDGET;
            default -> MEDIUM_BUDGET;
        };
        Integer bound = chat.sampling().maxOutputTokens();
        if (bound == null) {
            return budget;
        }
        return Math.min(budget, chat.outputBound() == null ? bound - 1 : bound / 2);
    }

    /**
     * Whether the model is in the middle of a turn with tool calls whose reasoning did not come back. It may not think
     * then: the API refuses such a turn. Anthropic's own clients are left to their own devices.
     */
    private static boolean continuesUnsealed(Request.Chat chat) {
        List<Message> messages = chat.messages();
        if (chat.call().dialect() == Dialect.ANTHROPIC
                || messages.isEmpty()
                || messages.getLast().parts().stream().noneMatch(Part.ToolResult.class::isInstance)) {
            return false;
        }
        for (Message message : messages.reversed()) {
            if (message.parts().stream().anyMatch(Part.ToolCall.class::isInstance)) {
                return message.parts().stream()
                        .noneMatch(part -> part instanceof Part.RedactedThinking
                                || (part instanceof Part.Thinking thinking && thinking.signature() != null));
            }
        }
        return true;
    }
}
