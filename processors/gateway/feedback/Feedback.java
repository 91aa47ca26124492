package gateway.feedback;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client said of an answer. There is one a decision, for good.
 *
 * @param decision the decision's id
 * @param decided when the request was received
 * @param tenant whose
 * @param key the id of the key with which it was said; never the key itself
 * @param model the model that served
 * @param score how good the answer was, 0 to 1
 * @param reason a code of the client's, {@code [a-z0-9_.-]}; null = none
 * @param at when it was said
 */
public record Feedback(
        String decision,
        Instant decided,
        String tenant,
        String key,
        String model,
        double score,
        @Nullable String reason,
        Instant at) {
    /** After the request; later, models and what is asked of them have changed. */
    public static final Duration TAKEN_FOR = Duration.ofDays(7);

    /** Shows no words of the client. */
    @Override
    public String toString() {
        return "Feedback[" + decision + ", " + score + "]";
    }
}
