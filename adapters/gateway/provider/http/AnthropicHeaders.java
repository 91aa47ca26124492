package gateway.provider.http;

import gateway.model.ApiVersion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The headers that a client means for Anthropic: which version of its API it speaks, and which betas it wants. */
final class AnthropicHeaders {
    private static final String BETA = "anthropic-beta";

    private AnthropicHeaders() {}

    /** What goes to the provider beside what always goes there; nothing where it does not speak this dialect. */
    static Map<String, String> of(Request.Chat chat, Deployment deployment) {
        if (deployment.dialect() != Dialect.ANTHROPIC) {
            return Map.of();
        }
        ApiVersion asked = chat.call().wishes().version();
        Map<String, String> headers = new HashMap<>();
        // another dialect's client has not read the version's rules: it gets what the codec writes
        if (asked.version() != null && chat.call().dialect() == Dialect.ANTHROPIC) {
            headers.put("anthropic-version", asked.version());
        }
        if (!asked.betas().isEmpty()) {
            headers.put(BETA, String.join(",", asked.betas()));
        }
        return headers;
    }

    /** What a request loses, the betas included where the provider has none. */
    static List<String> lost(Request.Chat chat, Deployment deployment, List<String> fields) {
        boolean none = deployment.dialect() == Dialect.ANTHROPIC
                || chat.call().wishes().version().betas().isEmpty();
        return none ? fields : Stream.concat(fields.stream(), Stream.of(BETA)).toList();
    }
}
