package gateway.wire.openai;

import gateway.model.FinishReason;

/** The words of {@code finish_reason}. */
final class Finish {
    private Finish() {}

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, REFUSAL, OTHER -> "stop";
            case LENGTH, DEADLINE -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    /**
     * Reads the word.
     *
     * @param reason the provider's word
     * @param refused whether the model refused in words, which OpenAI ends with {@code stop}
     * @param called whether the model called a tool, which is ended with {@code stop} where the tool was forced
     */
    static FinishReason read(String reason, boolean refused, boolean called) {
        return switch (reason) {
            case "stop" -> refused ? FinishReason.REFUSAL : called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "length", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
