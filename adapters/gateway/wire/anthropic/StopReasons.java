package gateway.wire.anthropic;

import gateway.model.FinishReason;
import org.jspecify.annotations.Nullable;

/** The values of {@code stop_reason}. */
final class StopReasons {
    private StopReasons() {}

    /** What a value means; unknown ones, and {@code pause_turn}, are {@link FinishReason#OTHER}. */
    static FinishReason read(@Nullable String reason) {
        return switch (reason) {
            case "end_turn" -> FinishReason.STOP;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            case null, default -> FinishReason.OTHER;
        };
    }

    /** The value that says it best. */
    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH, DEADLINE -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> "refusal";
        };
    }
}
