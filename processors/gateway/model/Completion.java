package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of a model.
 *
 * @param id the provider's id of it; empty where it gave none
 * @param model what the provider says answered; empty where it does not say
 * @param content text, thinking and tool calls, in order
 * @param finish why it ended
 * @param stopSequence the stop sequence that appeared, where the provider tells
 * @param usage its tokens; null where the provider did not say
 */
public record Completion(
        String id,
        String model,
        List<Part> content,
        FinishReason finish,
        @Nullable String stopSequence,
        @Nullable Usage usage) {
    public Completion {
        content = List.copyOf(content);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Completion[" + content + ", " + finish + ", " + usage + "]";
    }
}
