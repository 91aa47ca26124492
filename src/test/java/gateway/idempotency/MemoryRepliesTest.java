package gateway.idempotency;

/** What the tests of the engine use behaves like the real stores. */
class MemoryRepliesTest extends ReplyStoreContract {
    private final MemoryReplies store = new MemoryReplies(clock);

    @Override
    protected ReplyStore open() {
        return store;
    }
}
