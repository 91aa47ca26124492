package gateway.queue;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.idempotency.OpenClaim;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message with what the chain says to it.
 *
 * @param message as it was taken
 * @param reply whole
 * @param request whether the message was a request at all
 * @param claim of the job that it is about, to be ended; null = of none
 */
public record Answered(
        QueueMessage message,
        HttpReply reply,
        boolean request,
        @Nullable OpenClaim claim) {
    /** What nobody has claimed. */
    public Answered(QueueMessage message, HttpReply reply, boolean request) {
        this(message, reply, request, null);
    }

    /** When the reply says that it may be tried again. */
    @Nullable Duration retryAfter() {
        String seconds = reply.headers().get("retry-after");
        return seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds));
    }

    /** The reply's bytes. */
    Buffer body() {
        return switch (reply.payload()) {
            case Payload.Bytes bytes -> bytes.body();
            case Payload.Events events -> throw new IllegalStateException("queues are answered whole");
        };
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Answered[" + reply.status() + "]";
    }
}
