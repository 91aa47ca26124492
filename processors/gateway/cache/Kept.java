package gateway.cache;

import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Original;
import gateway.model.Part;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that may be given again: as the provider gave it, before anybody has judged it or given back what stands
 * behind placeholders.
 *
 * @param deployment who answered
 * @param completion what
 * @param original its JSON as it came; null where there is none
 * @param lost names of the request's fields that could not be carried over
 * @param asked when its request came
 * @param until when it is too old
 */
public record Kept(
        Deployment deployment,
        Completion completion,
        @Nullable Original original,
        List<String> lost,
        Instant asked,
        Instant until) {
    /**
     * What an entry takes beside its texts: records, keys, the table; measured with texts of 100 to 10,000 characters.
     */
    private static final int OVERHEAD = 1_000;

    public Kept {
        lost = List.copyOf(lost);
    }

    /** What it takes of the memory, in bytes: two for a character at most. */
    int bytes() {
        long chars = original == null ? 0 : original.json().length();
        for (Part part : completion.content()) {
            chars += switch (part) {
                case Part.Text text -> text.text().length();
                case Part.Thinking thinking -> thinking.text().length() + length(thinking.signature());
                case Part.RedactedThinking redacted -> redacted.data().length();
                default -> 0;
            };
        }
        return (int) Math.min(Integer.MAX_VALUE, OVERHEAD + 2 * chars);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Kept[" + deployment.id() + ", " + asked + "]";
    }
}
