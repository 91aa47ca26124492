package gateway.job;

import gateway.idempotency.KeptReply;
import org.jspecify.annotations.Nullable;

/**
 * How far a job has come.
 *
 * @param status in a word
 * @param reply the answer, or the error, once it is completed or failed
 */
public record JobState(Status status, @Nullable KeptReply reply) {
    /** How far, in a word. */
    public enum Status {
        /** It waits for its turn, the first one or another one. */
        QUEUED,
        /** It is being answered. */
        RUNNING,
        /** Its client has taken it back, and who answers it is to hear of that. */
        CANCELLING,
        /** It was answered. */
        COMPLETED,
        /** It has got an error that is not tried again. */
        FAILED,
        /** Its client has taken it back. */
        CANCELLED
    }
}
