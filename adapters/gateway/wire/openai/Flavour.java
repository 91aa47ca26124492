package gateway.wire.openai;

import java.net.URI;
import java.util.Locale;

/** What sets the speakers of the dialect apart, as far as a request needs to know. */
enum Flavour {
    /** OpenAI itself and Azure: reasoning models refuse {@code max_tokens} (recorded). */
    OPENAI("max_completion_tokens", "seed"),
    /**
     * Mistral refuses every field that its schema does not list, {@code stream_options} and a message's {@code name}
     * among them, and always streams its usage. So its requests are written anew, and what it cannot take is lost.
     */
    MISTRAL("max_tokens", "random_seed"),
    /** Everyone else. */
    COMPATIBLE("max_tokens", "seed");

    private final String maxTokens;
    private final String seed;

    Flavour(String maxTokens, String seed) {
        this.maxTokens = maxTokens;
        this.seed = seed;
    }

    static Flavour of(URI endpoint) {
        String host = endpoint.getHost() == null ? "" : '.' + endpoint.getHost().toLowerCase(Locale.ROOT);
        if (host.endsWith(".openai.com") || host.endsWith(".azure.com")) {
            return OPENAI;
        }
        return host.endsWith(".mistral.ai") ? MISTRAL : COMPATIBLE;
    }

    /** The field for the most tokens of an answer. */
    String maxTokens() {
        return maxTokens;
    }

    /** The field for repeatable draws. */
    String seed() {
        return seed;
    }
}
