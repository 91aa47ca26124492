package gateway.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The queue of jobs, which are sent by HTTP and whose answers are fetched by HTTP.
 *
 * @param kind of which it is
 * @param requestQueue name, or URL, of the queue on which jobs wait
 * @param deadLetterQueue the queue for notes of what was given up
 * @param consumers jobs at once
 * @param visibility of SQS: after so long without a sign of life a message is given to another consumer; null = 30 s
 * @param kept for so long a job is known, and its answer can be fetched
 */
public record JobsSettings(
        QueuesSettings.Kind kind,
        String requestQueue,
        String deadLetterQueue,
        @Range(min = 1, max = 500) int consumers,
        @Nullable Duration visibility,
        Duration kept) {
    /** The visibility that it has. */
    public Duration theVisibility() {
        return visibility == null ? QueuesSettings.VISIBILITY : visibility;
    }
}
