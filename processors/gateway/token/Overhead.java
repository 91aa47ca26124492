package gateway.token;

import gateway.model.Deployment;
import gateway.model.Dialect;

/** Tokens that providers put around messages and tools. */
final class Overhead {
    /** OpenAI: 3 for a message and 1 for its role, and 3 for the beginning of the answer (OpenAI's cookbook). */
    private static final int MESSAGE = 4;

    private static final int ANSWER = 3;
    /** OpenAI: 7 for a function and 12 for all of them (the same); what is around properties is less than JSON's. */
    private static final int TOOL = 7;

    private static final int TOOLS = 12;
    /** Claude's own prompt about tools: 346 for version 4 and up, up to 804 since Opus 4.7 (platform.claude.com). */
    private static final int CLAUDE_TOOLS = 346;

    private static final int CLAUDE_TOOLS_MOST = 804;
    /** What nobody has written down. */
    private static final int MOST_MESSAGE = 10;

    private static final int MOST_ANSWER = 16;
    /** Of an embedded text: a mark at either end, as models of BERT's kind have. */
    private static final int MOST_TEXT = 2;

    private Overhead() {}

    static long likely(Content content, Deployment deployment) {
        if (content.alone) {
            return 0;
        }
        return ANSWER + (long) MESSAGE * content.messages + tools(content, deployment, CLAUDE_TOOLS);
    }

    static long upper(Content content, Deployment deployment) {
        if (content.alone) {
            return deployment.dialect() == Dialect.OPENAI ? 0 : (long) MOST_TEXT * content.windows;
        }
        return switch (deployment.dialect()) {
            case OPENAI -> likely(content, deployment) + content.messages;
            case ANTHROPIC, GEMINI, BEDROCK ->
                MOST_ANSWER
                        + (long) MOST_MESSAGE * content.messages
                        + 2 * tools(content, deployment, CLAUDE_TOOLS_MOST / 2);
        };
    }

    private static long tools(Content content, Deployment deployment, int claude) {
        if (content.tools == 0 && !content.grows) {
            return 0;
        }
        long own = (long) TOOL * content.tools + TOOLS;
        return switch (deployment.dialect()) {
            case OPENAI, GEMINI -> own;
            case ANTHROPIC, BEDROCK -> own + claude;
        };
    }
}
