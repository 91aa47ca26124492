package gateway.idempotency;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it is kept for repetitions of its request.
 *
 * @param status HTTP status
 * @param headers by lower-case name; they hold no content
 * @param body all its bytes, encrypted in the store; of a stream all that was sent; not to be changed; null if it was
 *     too large to be kept
 * @param stream whether it was a stream
 */
public record KeptReply(
        int status, Map<String, String> headers, @Nullable ByteBuffer body, boolean stream) {
    public KeptReply {
        headers = Map.copyOf(headers);
        body = body == null ? null : body.asReadOnlyBuffer();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "KeptReply[" + status + (body == null ? "" : ", length=" + body.remaining()) + ", stream=" + stream
                + "]";
    }
}
