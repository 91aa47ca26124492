package gateway.token;

import gateway.model.Deployment;
import gateway.model.Dialect;
import java.util.List;
import java.util.Locale;

/** How a model cuts text, as far as it is known; and how far above an estimate it may lie before it is learnt. */
enum Tokenizer {
    /** OpenAI's for gpt-4o and later. */
    O200K(1.0, 0.85),
    /** OpenAI's for gpt-4 and gpt-3.5: more tokens in other scripts. */
    CL100K(1.1, 1.2),
    /** Claude up to 4.6, and what nothing is known of. */
    OTHER(1.2, 1.1),
    /** Claude Opus 4.7, version 5 and later: 30 % more for the same text (platform.claude.com, token counting). */
    CLAUDE_NEW(1.55, 1.45);

    /** OpenAI's models that make vectors; others have names that begin alike (Google's, Alibaba's). */
    private static final List<String> VECTORS_OF_OPENAI =
            List.of("text-embedding-ada-002", "text-embedding-3-small", "text-embedding-3-large");

    private final double likely;
    private final double upper;

    Tokenizer(double likely, double upper) {
        this.likely = likely;
        this.upper = upper;
    }

    static Tokenizer of(Deployment deployment) {
        String name = deployment.upstreamName().toLowerCase(Locale.ROOT);
        int claude = name.indexOf("claude-");
        if (claude >= 0) {
            return isOlder(name.substring(claude + "claude-".length())) ? OTHER : CLAUDE_NEW;
        }
        if (deployment.dialect() != Dialect.OPENAI) {
            return OTHER;
        }
        if (name.startsWith("gpt-4o")
                || name.startsWith("gpt-4.")
                || name.startsWith("gpt-5")
                || name.startsWith("chatgpt-")
                || name.matches("o[1-9].*")) {
            return O200K;
        }
        return name.startsWith("gpt-4") || name.startsWith("gpt-3.5") || name.startsWith("text-embedding-")
                ? CL100K
                : OTHER;
    }

    /**
     * Whether a deployment makes vectors, and is certain to read tokens of cl100k_base. At Azure the upstream name can
     * be any, and the model's id tells.
     */
    static boolean readsCl100k(Deployment deployment) {
        return deployment.dialect() == Dialect.OPENAI
                && (isVectorsOfOpenAi(deployment.upstreamName()) || isVectorsOfOpenAi(deployment.model()));
    }

    private static boolean isVectorsOfOpenAi(String name) {
        String bare = name.startsWith("openai/") ? name.substring("openai/".length()) : name;
        return VECTORS_OF_OPENAI.stream().anyMatch(bare::startsWith);
    }

    /** Of a model's name behind {@code claude-}, such as {@code sonnet-4-5-20250929}. */
    private static boolean isOlder(String name) {
        return name.startsWith("2")
                || name.startsWith("3")
                || name.startsWith("instant")
                || name.matches("(opus|sonnet|haiku)-4(?!-([7-9]|\\d\\d)(\\D|$))(\\D.*)?");
    }

    /** What the best guess for a text is multiplied by at first. */
    double likely() {
        return likely;
    }

    /** What the upper estimate of a text is multiplied by at first. */
    double upper() {
        return upper;
    }
}
