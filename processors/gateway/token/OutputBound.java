package gateway.token;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Request;

/** The most tokens that an answer can have. */
public final class OutputBound {
    private static final int DIGITS = 4;

    private OutputBound() {}

    /**
     * The client's maximum or the bound that the gateway has set, at most what the deployment can answer, for each of
     * the answers asked for.
     */
    public static long of(Request.Chat chat, Deployment deployment) {
        Integer asked = chat.sampling().maxOutputTokens();
        long one = asked == null ? deployment.maxOutputTokens() : Math.min(asked, deployment.maxOutputTokens());
        return one * answers(chat, deployment);
    }

    /** OpenAI's {@code n}, which goes to providers of that dialect alone. */
    private static long answers(Request.Chat chat, Deployment deployment) {
        Json n = chat.rest().get("n");
        if (n == null || deployment.dialect() != Dialect.OPENAI || chat.call().dialect() != Dialect.OPENAI) {
            return 1;
        }
        String text = n.text().strip();
        if (text.isEmpty() || text.length() > DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 1;
        }
        return Math.max(1, Long.parseLong(text));
    }
}
