package gateway.token;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Reasoning;
import gateway.model.Request;

/** The most tokens that an answer can have. */
public final class OutputBound {
    /** Tokens of thinking, the least that Claude takes. */
    public static final int LEAST_THINKING = 1024;

    /** More than any provider gives at once. */
    private static final int MOST_ANSWERS = 10_000;

    private OutputBound() {}

    /**
     * The client's maximum or the bound that the gateway has set, at most what the deployment can answer, for each of
     * the answers asked for. Vectors are no tokens.
     */
    public static long of(Request request, Deployment deployment) {
        return switch (request) {
            case Request.Chat chat -> of(chat, deployment);
            case Request.Embedding embedding -> 0;
        };
    }

    private static long of(Request.Chat chat, Deployment deployment) {
        Integer asked = chat.sampling().maxOutputTokens();
        long most = deployment.maxOutputTokens();
        long one = asked == null ? most : Math.min(asked + extra(chat, deployment), most);
        return one * answers(chat, deployment);
    }

    /** How many tokens a Claude gets for thinking, where the client speaks another dialect. */
    public static int thinking(Reasoning reasoning) {
        if (reasoning.budgetTokens() != null) {
            return Math.max(LEAST_THINKING, reasoning.budgetTokens());
        }
        return switch (reasoning.effort() == null ? "medium" : reasoning.effort()) {
            case "minimal" -> LEAST_THINKING;
            case "low" -> 2048;
            case "high" -> 16384;
            case "xhigh", "max" -> 32768;
            default -> 8192;
        };
    }

    /** Where a request is translated for Claude, thinking comes on top of the answer. */
    private static long extra(Request.Chat chat, Deployment deployment) {
        Reasoning reasoning = chat.reasoning();
        boolean translated =
                deployment.dialect() == Dialect.ANTHROPIC && chat.call().dialect() != Dialect.ANTHROPIC;
        return translated && reasoning != null && reasoning.enabled() ? thinking(reasoning) : 0;
    }

    /** OpenAI's {@code n}, which goes to providers of that dialect alone. */
    private static long answers(Request.Chat chat, Deployment deployment) {
        Json n = chat.rest().get("n");
        if (n == null || deployment.dialect() != Dialect.OPENAI || chat.call().dialect() != Dialect.OPENAI) {
            return 1;
        }
        try {
            // some providers take 3.0 and "3" for 3, too
            double asked = Double.parseDouble(n.text().replace('"', ' '));
            return Math.max(1, (long) Math.min(Math.ceil(asked), MOST_ANSWERS));
        } catch (NumberFormatException e) {
            return 1;
        }
    }
}
