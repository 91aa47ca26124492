package gateway.idempotency;

/** Is told of requests that name a key of their own. Must not throw and not block. */
public interface IdempotencyListener {
    /** A request came. */
    void came(Result result);

    /**
     * The store could not be told.
     *
     * @param what {@code renew}, {@code keep}, {@code release} or {@code forget}
     */
    void failed(String what);

    /** What became of a request. */
    enum Result {
        /** It is answered. */
        FIRST,
        /** It has the first one's reply. */
        REPEATED,
        /** Refused: the first one is being answered. */
        IN_PROGRESS,
        /** Refused: the key belongs to another request. */
        DIFFERENT,
        /** Refused: the first one's reply was too large to be kept. */
        NOT_KEPT,
        /** Refused: the store cannot be reached. */
        UNAVAILABLE
    }
}
