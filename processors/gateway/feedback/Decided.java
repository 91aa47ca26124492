package gateway.feedback;

import gateway.model.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A decision that feedback can be given for.
 *
 * @param id the decision's id
 * @param tenant whose
 * @param completion the answer's id as the client saw it; null if there was none
 * @param model the model that served; null if none did
 * @param context what the router saw of the request
 * @param at when the request was received
 */
public record Decided(
        String id,
        String tenant,
        @Nullable String completion,
        @Nullable String model,
        Context context,
        Instant at) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "Decided[" + id + ", " + model + "]";
    }
}
