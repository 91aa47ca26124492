package gateway.api.repeat;

import gateway.api.HeldStream;
import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.idempotency.KeptReply;
import gateway.idempotency.OpenClaim;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A request's claim on its way through a route.
 *
 * @param claim to be ended with the request
 * @param relay runs tasks on the event loop that relays the answer
 */
record Claimed(OpenClaim claim, Executor relay) {
    /** The exchange's property that holds it. */
    static final String PROPERTY = "claim";

    /** Beside success: what is wrong with the request itself, and stays so. */
    private static final Set<Integer> FINAL = Set.of(400, 413, 422);

    /** Ends the claim, at once or with the stream; returns the reply to be sent. Blocks. */
    HttpReply ended(HttpReply reply) {
        if (reply.status() >= 300 && !FINAL.contains(reply.status())) {
            claim.release();
            return reply;
        }
        return switch (reply.payload()) {
            case Payload.Bytes bytes -> {
                claim.keep(new KeptReply(
                        reply.status(),
                        reply.headers(),
                        ByteBuffer.wrap(bytes.body().getBytes()),
                        false));
                yield reply;
            }
            case Payload.Events events ->
                new HttpReply(
                        reply.status(),
                        reply.headers(),
                        new HeldStream(events.writer(), relay, claim.maxBytes(), new Stream(reply)).of(events));
        };
    }

    /** Keeps all that was sent of a stream. */
    private final class Stream implements HeldStream.Keeper {
        private final HttpReply reply;

        Stream(HttpReply reply) {
            this.reply = reply;
        }

        @Override
        public void complete(@Nullable ByteBuffer sent, ByteBuffer last) {
            claim.keep(new KeptReply(reply.status(), reply.headers(), sent, true));
        }

        @Override
        public void incomplete() {
            claim.release();
        }
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "Claimed[]";
    }
}
