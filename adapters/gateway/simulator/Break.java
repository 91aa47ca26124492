package gateway.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Where a stream breaks, and how.
 *
 * @param kind how
 * @param after so many chunks
 */
record Break(Kind kind, int after) {
    /** Goes through to the end. */
    static final Break NEVER = new Break(Kind.CUT, Integer.MAX_VALUE);

    /** How a stream breaks. */
    enum Kind {
        /** The connection is reset. */
        CUT,
        /** An error of the dialect, then the end. */
        ERROR,
        /** What is no event takes the place of one chunk; the others follow. */
        GARBAGE,
        /** Nothing more comes, and the connection stays open. */
        STALL
    }

    /** The first of those that a fault asks for. */
    static Break of(Fault fault) {
        Break first = NEVER;
        first = first.or(Kind.CUT, fault.cutAfterChunks());
        first = first.or(Kind.ERROR, fault.errorEventAfterChunks());
        first = first.or(Kind.GARBAGE, fault.garbageAfterChunks());
        return first.or(Kind.STALL, fault.stallAfterChunks());
    }

    private Break or(Kind other, @Nullable Integer chunks) {
        return chunks != null && chunks < after ? new Break(other, chunks) : this;
    }
}
