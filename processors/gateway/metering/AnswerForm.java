package gateway.metering;

import gateway.model.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an answer without a look at what it means.
 *
 * @param id the provider's id of it; empty where it gave none
 * @param finish why it ended; null if it did not come so far
 * @param toolCalls whether all calls of tools are sound: of tools that were offered, with arguments that are a JSON
 *     object; null where there are none, or nobody looked
 * @param format whether the text is the JSON that was asked for; null where none was asked for, or nobody looked
 */
public record AnswerForm(
        String id,
        @Nullable FinishReason finish,
        @Nullable Boolean toolCalls,
        @Nullable Boolean format) {
    /** Of an answer of which nothing is known. */
    public static final AnswerForm UNKNOWN = new AnswerForm("", null, null, null);

    /** Shows no content. */
    @Override
    public String toString() {
        return "AnswerForm[" + finish + ", toolCalls=" + toolCalls + ", format=" + format + "]";
    }
}
