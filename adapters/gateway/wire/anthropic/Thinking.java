package gateway.wire.anthropic;

import gateway.model.Deployment;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.ToolChoice;
import gateway.token.OutputBound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a request of another dialect may think and answer with.
 *
 * @param budgetTokens for thinking; 0 = no thinking
 * @param maxTokens for thinking and answer together
 */
record Thinking(int budgetTokens, int maxTokens) {
    private static final int LEAST_TOKENS = OutputBound.LEAST_THINKING;
    private static final int DEFAULT_MAX_TOKENS = 4096;

    /** Plans a request; what it cannot have is noted as lost. */
    static Thinking plan(Request.Chat chat, Deployment deployment, Losses losses) {
        Integer bound = chat.sampling().maxOutputTokens();
        int most = deployment.maxOutputTokens();
        int answer = Math.min(bound == null ? DEFAULT_MAX_TOKENS : bound, most);
        Reasoning reasoning = chat.reasoning();
        if (reasoning == null || !reasoning.enabled() || "none".equals(reasoning.effort())) {
            return new Thinking(0, answer);
        }
        // thinking comes on top of the answer as far as the model allows, and leaves it half of that at least
        int wanted = OutputBound.thinking(reasoning);
        int maxTokens = (int) Math.min((long) answer + wanted, most);
        int budget = Math.min(wanted, Math.max(maxTokens - answer, maxTokens / 2));
        if (budget < LEAST_TOKENS || budget >= maxTokens || isForbidden(chat)) {
            losses.add("reasoning_effort");
            return new Thinking(0, answer);
        }
        return new Thinking(budget, maxTokens);
    }

    /**
     * Thinking does not go with a tool that must be called, nor in the middle of a tool loop whose beginning was not
     * thought about: the last assistant message would have to begin with a signed thought.
     */
    private static boolean isForbidden(Request.Chat chat) {
        return forcesTool(chat.toolChoice()) || inUnthoughtLoop(chat.messages());
    }

    private static boolean forcesTool(@Nullable ToolChoice choice) {
        return choice instanceof ToolChoice.Any || choice instanceof ToolChoice.Named;
    }

    private static boolean inUnthoughtLoop(List<Message> messages) {
        for (Message message : messages.reversed()) {
            if (message.role() == Role.ASSISTANT) {
                List<Part> parts = message.parts();
                return parts.stream().anyMatch(Part.ToolCall.class::isInstance)
                        && parts.stream().noneMatch(Thinking::isSealed);
            }
        }
        return false;
    }

    private static boolean isSealed(Part part) {
        return part instanceof Part.RedactedThinking
                || (part instanceof Part.Thinking thinking && thinking.signature() != null);
    }
}
