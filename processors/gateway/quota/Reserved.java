package gateway.quota;

import java.time.Instant;

/** What became of an attempt to reserve. */
sealed interface Reserved {
    /**
     * All was reserved.
     *
     * @param hold to be settled once
     */
    record Held(Hold hold) implements Reserved {}

    /**
     * A limit has no room; nothing was reserved.
     *
     * @param claim that has no room
     * @param left for how much there is room, as far as is known
     * @param ends when the counter's window ends; {@link Instant#MAX} for calls at once
     */
    record Full(Claim claim, long left, Instant ends) implements Reserved {}

    /** The ledger cannot be reached, and what is leased does not do; nothing was reserved. */
    record Unreachable() implements Reserved {}
}
