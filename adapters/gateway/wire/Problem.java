package gateway.wire;

import gateway.model.Redacted;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client is told it, before it is put into a dialect's shape.
 *
 * @param status HTTP status
 * @param code our code, such as {@code rate_limited}
 * @param message what was wrong and how to put it right
 * @param param the field to blame, if one is
 * @param requestId the request's id
 */
public record Problem(
        int status, String code, String message, @Nullable String param, String requestId) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "Problem[" + status + ", " + code + ", " + Redacted.shown(message) + ", " + requestId + "]";
    }
}
