package gateway.idempotency;

import java.time.Instant;

/** How a request that names a key of its own is to go on. */
public sealed interface Entry {
    /**
     * It is the first one: it is answered, and the claim ended with its reply.
     *
     * @param claim held until then
     */
    record First(OpenClaim claim) implements Entry {}

    /**
     * It has been answered.
     *
     * @param reply what was kept of it, readable
     */
    record Repeat(KeptReply reply) implements Entry {}

    /**
     * It is being answered.
     *
     * @param until when another attempt may be made, if nothing more is heard of that one
     */
    record InProgress(Instant until) implements Entry {}

    /** The key belongs to another request. */
    record Different() implements Entry {}
}
