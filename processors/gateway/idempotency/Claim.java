package gateway.idempotency;

import java.time.Instant;

/** What comes of an attempt's wish to answer a request. */
public sealed interface Claim {
    /** The attempt has it: the request is to be answered, and the claim to be renewed until then. */
    record Won() implements Claim {}

    /**
     * Another attempt is at it.
     *
     * @param until when that one's claim expires, unless it is renewed
     */
    record Busy(Instant until) implements Claim {}

    /**
     * It has been answered.
     *
     * @param reply what was kept of it
     */
    record Done(KeptReply reply) implements Claim {}

    /** The key belongs to another request. */
    record Different() implements Claim {}
}
